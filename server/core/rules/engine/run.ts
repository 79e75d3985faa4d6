/** Asks the rules about one document, each as seldom as possible. */
import type { Env, Settings, Severity } from '../../env.ts';
import { TEMPLATE_KINDS } from '../../model/analysis.ts';
import { checkConditions, readConditions } from '../../model/condition.ts';
import { judge } from '../../run/judge.ts';
import type { SchemaProblem } from '../../schema/validate.ts';
import { validate } from '../../schema/validate.ts';
import type { SchemaWalker } from '../../schema/walk.ts';
import { describeFailure } from '../../text/failure.ts';
import type { Range, TextEdit } from '../../text/range.ts';
import { isOnCluster } from '../../workspace/cluster.ts';
import type { DocumentContent, KubeDocument, SourceFile } from '../../workspace/file.ts';
import type { PatchPlace } from '../../workspace/inline-patches.ts';
import { resolveTemplate } from '../../workspace/resolve.ts';
import { isPatchDirective, variablesIn } from '../../workspace/templating.ts';
import { isWhole } from '../../workspace/whole.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlProblem } from '../../yaml/node.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

export interface RuleFinding extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
}

export interface RuleRunnerPorts {
  /** In the order of their findings at one place. */
  readonly rules: readonly Rule[];
  /** Those whose findings lie in a value alone: they judge what an operation sets without the rest of the object. */
  readonly valueRules: ReadonlySet<string>;
  readonly schemas: SchemaWalker;
  readonly workspace: Workspace;
  readonly log: Env['log'];
}

/** What was found in a document by itself, and all it depends on besides the document's content. */
interface Known {
  readonly settings: Settings;
  readonly isTemplated: boolean;
  readonly isPatch: boolean;
  readonly structure: readonly SchemaProblem[];
  readonly findings: readonly RuleFinding[];
}

/** Which of the rules are asked: they differ by what they need. */
type Asked = 'document' | 'other';

export class RuleRunner {
  readonly #ports: RuleRunnerPorts;
  /** An edit changes the content of one document: those of the others are found here. */
  readonly #known = new WeakMap<DocumentContent, Known>();

  /** The rules that look at a kind. */
  readonly #rules = new Map<string, readonly Rule[]>();

  /** Those of the text that was asked about last. */
  #variables: { readonly text: string; readonly places: readonly Range[] } = { text: '', places: [] };

  constructor(ports: RuleRunnerPorts) {
    this.#ports = ports;
  }

  run(file: SourceFile, document: KubeDocument, settings: Settings): readonly RuleFinding[] {
    const known = this.#knownOf(file, document, settings);
    // What a patch comes to is known only where it is applied.
    if (file.templating || document.content.patch) return known.findings;
    const context = this.#context(file, document, settings, known.structure);
    return [...known.findings, ...this.#ask('other', context)];
  }

  #knownOf(file: SourceFile, document: KubeDocument, settings: Settings): Known {
    const before = this.#known.get(document.content);
    const isTemplated = file.templating !== undefined;
    const isPart = this.#ports.workspace.isPatch(file);
    if (before?.settings === settings && before.isTemplated === isTemplated && before.isPatch === isPart) return before;
    const structure = this.#structure(file, document, settings);
    const findings = this.#ask('document', this.#context(file, document, settings, structure));
    const known = { settings, isTemplated, isPatch: isPart, structure, findings };
    this.#known.set(document.content, known);
    return known;
  }

  #structure(file: SourceFile, { content }: KubeDocument, { argoVersion }: Settings): readonly SchemaProblem[] {
    const { group, version, kind } = content.identity;
    const schema = this.#ports.schemas.kind(group, version, kind);
    if (!schema || !content.yaml.root || file.templating) return [];
    const all = validate(content.yaml.root, schema, this.#ports.schemas, argoVersion);
    const clear = beforeUnclearLevels(all, content.yaml.problems);
    return this.#ports.workspace.isPatch(file) ? clear.filter(problem => !isFineInPatch(problem)) : clear;
  }

  #context(
    file: SourceFile,
    document: KubeDocument,
    settings: Settings,
    structure: readonly SchemaProblem[],
  ): RuleContext {
    const { schemas, workspace } = this.#ports;
    const { yaml, identity } = document.content;
    const schema = schemas.kind(identity.group, identity.version, identity.kind);
    const at = { file, document };
    return {
      file,
      document,
      root: yaml.root,
      schema,
      structure,
      schemas,
      workspace,
      settings,
      // A field under another name, or elsewhere, is not missing.
      isWhole: isWhole(at) && !workspace.isPatch(file) && !structure.some(({ code }) => code === 'unknown-field'),
      conditions: once(() => checkConditions(readConditions(yaml.root, document.text, settings.argoVersion))),
      judgement: () => judge(at, workspace, settings.argoVersion),
      calls: () => judge(at, workspace, settings.argoVersion).calls,
      merged: once(() => (TEMPLATE_KINDS.includes(identity.kind) ? resolveTemplate(at, workspace) : undefined)),
    };
  }

  /** The items of a List have one text in common. */
  #variablesOf(text: string): readonly Range[] {
    if (this.#variables.text !== text) this.#variables = { text, places: variablesIn(text) };
    return this.#variables.places;
  }

  #rulesFor(asked: Asked, kind: string): readonly Rule[] {
    const key = `${asked} ${kind}`;
    let rules = this.#rules.get(key);
    if (!rules) {
      const isAsked = ({ needs }: Rule): boolean => (needs === 'document') === (asked === 'document');
      rules = this.#ports.rules.filter(rule => isAsked(rule) && (rule.kinds === '*' || rule.kinds.includes(kind)));
      this.#rules.set(key, rules);
    }
    return rules;
  }

  #ask(asked: Asked, context: RuleContext): readonly RuleFinding[] {
    const variables = this.#variablesOf(context.document.text);
    const { patch } = context.document.content;
    const findings: RuleFinding[] = [];
    for (const rule of this.#rulesFor(asked, context.document.content.identity.kind)) {
      if (rule.needs === 'cluster' && !this.#ports.workspace.cluster) continue;
      const severity = context.settings.severities[rule.id];
      if (severity === 'off' || (patch?.form === 'operation' && !this.#ports.valueRules.has(rule.id))) continue;
      try {
        for (const finding of rule.check(context)) {
          if (!rule.judgesVariables && touchesOne(variables, finding.range)) continue;
          findings.push({ ...writable(finding, patch), rule, severity: severity ?? finding.severity ?? rule.severity });
        }
      } catch (error) {
        // A rule that fails must not take the others with it: it is silent, and the log says why.
        this.#ports.log('error', `rule ${rule.id} failed: ${describeFailure(error)}`);
      }
    }
    return findings;
  }
}

/** Nobody can write into a text of the cluster, nor into the frame of an operation: fixes that would are not offered. */
function writable(finding: Finding, patch: PatchPlace | undefined): Finding {
  const spans = patch?.editable;
  const fixes = finding.fixes?.filter(
    ({ edits, elsewhere }) =>
      !elsewhere?.some(({ in: at }) => isOnCluster(at.file)) &&
      (!spans || edits.every(edit => spans.some(span => staysIn(span, edit)))),
  );
  return fixes === undefined || fixes.length === finding.fixes?.length ? finding : { ...finding, fixes };
}

/** Writes inside of the span, and leaves something there. */
function staysIn({ start, end }: Range, { range, newText }: TextEdit): boolean {
  return start <= range.start && range.end <= end && (newText !== '' || range.end - range.start < end - start);
}

/** `places` are in order and lie apart. */
function touchesOne(places: readonly Range[], range: Range): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) <= range.end) low = middle + 1;
    else high = middle;
  }
  return (places[low - 1]?.end ?? -1) >= range.start;
}

function once<T>(work: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
}

/** A patch holds a part of an object, and words of kustomize. */
function isFineInPatch(problem: SchemaProblem): boolean {
  return problem.code === 'required' || (problem.code === 'unknown-field' && isPatchDirective(problem.entry.key.text));
}

/** From a line on whose indentation cannot be read, nobody knows which field belongs to which object. */
function beforeUnclearLevels(
  structure: readonly SchemaProblem[],
  problems: readonly YamlProblem[],
): readonly SchemaProblem[] {
  const unclear = problems.filter(({ code }) => code === 'TAB_AS_INDENT' || code === 'BAD_INDENT');
  const start = Math.min(...unclear.map(({ range }) => range.start));
  return structure.filter(problem => problem.range.start < start);
}
