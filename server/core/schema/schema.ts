/**
 * The language as data, as the service reads it. Built from `schemas/*.yaml` by `schemas/build.ts`, which proves that every
 * `ref` resolves and that every Argo field has a text. It is JSON Schema in its nouns, with Kubernetes' extensions spelled out.
 */

/** The JSON types a value may have. `int-or-string` is Kubernetes' own union (`count: 3`, `count: "3"`). */
export type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string';

/**
 * What the text of a string (or number) means, where JSON's types do not say it. A format never makes a value wrong by
 * itself here, except where the API server checks it; rules use it, hover and completion explain it.
 */
export type SchemaFormat =
  | 'go-duration'
  | 'pause-duration'
  | 'condition'
  | 'range-time'
  | 'promql'
  | 'quantity'
  | 'regexp'
  | 'json-path'
  | 'field-path'
  | 'url'
  | 'int32'
  | 'int64'
  | 'date-time';

/** A release line of Argo Rollouts: `1.7` to `1.10`, or `next` for what is merged and not yet released. */
export type ArgoVersion = '1.7' | '1.8' | '1.9' | '1.10' | 'next';

export interface Schema {
  /** Name of a definition in the same {@link Language}; keys beside it override the definition's own (texts, mostly). */
  readonly ref?: string;
  /** Absent: any value. */
  readonly type?: SchemaType;
  readonly format?: SchemaFormat;
  /** Fields of an object, in the order in which people write them. */
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Last release line whose API server requires this field of its parent; later ones do not. */
  readonly requiredUntil?: ArgoVersion;
  /** Schema of the values of a free-form map (labels, annotations, plugin names). */
  readonly additionalProperties?: Schema;
  /** The API server keeps fields it does not know here, and checks nothing of what stands below. */
  readonly preserveUnknownFields?: boolean;
  /** The API server checks nothing here, not even the type; what is said of it serves completion and hover (pod volumes, quantities). */
  readonly unchecked?: boolean;
  readonly items?: Schema;
  /** Other names that people give the field; in its object each of them means this field alone. */
  readonly aliases?: readonly string[];
  /** Of an object: fields that people look for, and that do not exist. */
  readonly unavailable?: Readonly<Record<string, UnavailableField>>;
  /** Keys by which the API server tells list items apart; two items with equal keys are refused. */
  readonly listMapKeys?: readonly string[];
  readonly enum?: readonly string[];
  /** What a number counts. Fields named `...Seconds` need not say it. */
  readonly unit?: 'seconds';
  /** What each value of `enum`, or of a well-known open set (`method: GET`), means. Offered by completion. */
  readonly values?: Readonly<Record<string, string>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly nullable?: boolean;
  /** The value in force when the field is left out, as the API server or the controller fills it in. */
  readonly default?: string | number | boolean;
  readonly examples?: readonly (string | number | boolean)[];
  /** What it does: Markdown, our words. */
  readonly description?: string;
  /** What happens when it is left out. */
  readonly absent?: string;
  /** The mistake people make here. */
  readonly trap?: string;
  /** First release line with the field. Absent: all supported ones. */
  readonly since?: ArgoVersion;
  /** Last release line with the field. */
  readonly until?: ArgoVersion;
  readonly deprecated?: string;
  /** Page that says more. */
  readonly link?: string;
  /**
   * Served apart (a status subresource): the API server throws it away from an object that is created or changed, after it looked
   * for unknown fields.
   */
  readonly subresource?: boolean;
  /** Written by the controller: no completion in a file, hover only. */
  readonly status?: boolean;
  /** Whole values that completion inserts, as VS Code snippet text with tab stops, indented by two spaces a level. */
  readonly snippets?: readonly SchemaSnippet[];
}

/** A field that people wish for. */
export interface UnavailableField {
  /** Whole sentences: what does the work today. */
  readonly text: string;
  /** The field of the same object that does it. */
  readonly instead?: string;
}

export interface SchemaSnippet {
  readonly label: string;
  /** First release line that reads it. Absent: all supported ones. */
  readonly since?: ArgoVersion;
  readonly description: string;
  /** Text of the value (of a list item without its `- `). First line starts at column 0. */
  readonly body: string;
}

/** One kind of resource, and where its schema stands. */
export interface KindSchema {
  /** Whole documents of the kind, as snippet text. */
  readonly documents?: readonly SchemaSnippet[];
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
}

/** Everything the service knows of the language. Plain JSON: `dist/schemas/language.json`. */
export interface Language {
  readonly kinds: readonly KindSchema[];
  readonly definitions: Readonly<Record<string, Schema>>;
}
