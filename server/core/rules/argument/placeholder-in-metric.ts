import { type PlaceholderPlace, placeholdersIn, unclosedIn } from '../../args/places.ts';
import { argOfWrongTag } from '../../args/tags.ts';
import { ANALYSIS_KINDS, readArgs } from '../../model/analysis.ts';
import type { Range } from '../../text/range.ts';
import { itemsAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { scalarsIn } from '../../yaml/scalars.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

const ERROR = 'The run is Error before anything is measured.';

export const placeholderUnknown: Rule = {
  id: 'placeholder-unknown',
  title: 'Placeholder that Argo does not know',
  docs: 'In metrics Argo substitutes `{{args.<name>}}` and knows no other placeholder, so those of other tools make the run Error. There is no escape for `{{`; a literal one comes from an arg whose default is that text.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check(context) {
    const declared = declaredArgs(context.root);
    for (const { tag, arg, range } of placeholders(context)) {
      // An escape of Helm has a rule of its own.
      const isOther = /^[{`"]/.test(tag);
      if (arg !== undefined || isOther || argOfWrongTag(tag, declared) !== undefined) continue;
      yield {
        range,
        message: `A metric can only hold placeholders of args, and \`{{${shorten(tag)}}}\` is none. ${ERROR} Write \`{{args.<name>}}\`, or remove it.`,
      };
    }
  },
};

export const placeholderTripleBrace: Rule = {
  id: 'placeholder-triple-brace',
  title: 'Placeholder with three braces',
  docs: 'Argo takes the first two braces and reads the third one as part of the name, which it does not know: the run is Error before anything is measured.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check(context) {
    const { text } = context.document;
    for (const { tag, range } of placeholders(context)) {
      if (!tag.startsWith('{')) continue;
      const inner = tag.slice(1).trim();
      const end = text.startsWith('}', range.end) ? range.end + 1 : range.end;
      yield {
        range: { start: range.start, end },
        message: `Placeholders have two braces; of three the last belongs to the name. ${ERROR} Write \`{{${shorten(inner)}}}\`.`,
        fixes: [
          {
            title: 'Write two braces',
            edits: [{ range: { start: range.start, end }, newText: `{{${inner}}}` }],
            isSafe: true,
          },
        ],
      };
    }
  },
};

export const placeholderUnclosed: Rule = {
  id: 'placeholder-unclosed',
  title: 'Placeholder is not closed',
  docs: 'Argo substitutes a metric as one JSON text. A `{{` without `}}` reaches as far as the next `}}` in that text and swallows all between, which is no name it knows: the run is Error before anything is measured.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { range } of unclosedIn(valueAt(root, 'spec', 'metrics'), document.text)) {
      yield {
        range,
        message: `This \`{{\` has no \`}}\`. ${ERROR} Close it behind the name of the arg.`,
        fixes: close(document.text, range.start, declaredArgs(root)),
      };
    }
  },
};

export const argWrongPrefix: Rule = {
  id: 'arg-wrong-prefix',
  title: 'Arg without `args.`',
  docs: 'An arg is written `{{args.<name>}}`. `{{name}}`, `{{arg.name}}` and `{{inputs.parameters.name}}` make the run Error before anything is measured; `${name}` stays in the text as it is.',
  severity: 'warning',
  kinds: ANALYSIS_KINDS,
  needs: 'document',
  judgesMarks: true,
  *check(context) {
    const declared = declaredArgs(context.root);
    if (declared.size === 0) return;
    for (const { tag, arg, range } of placeholders(context)) {
      const meant = arg === undefined ? argOfWrongTag(tag, declared) : undefined;
      if (meant === undefined) continue;
      yield {
        range,
        severity: 'error',
        message: `\`{{${shorten(tag)}}}\` is not how an arg is written. ${ERROR} Write \`{{args.${meant}}}\`.`,
        fixes: write(range, meant),
      };
    }
    for (const { range, name } of shellVariables(context, declared)) {
      yield {
        range,
        message: `\`\${${name}}\` stays in the text as it is; arg \`${name}\` is written otherwise. Write \`{{args.${name}}}\`.`,
        fixes: write(range, name),
      };
    }
  },
};

function placeholders({ root, document }: RuleContext): Iterable<PlaceholderPlace> {
  return placeholdersIn(valueAt(root, 'spec', 'metrics'), document.text);
}

/** `${x}` where x is an arg. In a Job it may be a variable of the shell. */
function* shellVariables(
  { root, document }: RuleContext,
  declared: ReadonlySet<string>,
): Iterable<{ readonly range: Range; readonly name: string }> {
  if (!document.text.includes('${')) return;
  for (const metric of itemsAt(root, 'spec', 'metrics')) {
    if (valueAt(metric, 'provider', 'job')) continue;
    for (const scalar of scalarsIn(metric)) {
      for (const match of scalar.text.matchAll(/\$\{([^{}]+)\}/g)) {
        const name = match[1] ?? '';
        if (!declared.has(name)) continue;
        const range = { start: match.index, end: match.index + match[0].length };
        yield { name, range: mapScalar(document.text, scalar)?.toSource(range) ?? scalar.range };
      }
    }
  }
}

function declaredArgs(root: YamlNode | undefined): ReadonlySet<string> {
  return new Set(readArgs(valueAt(root, 'spec')).flatMap(({ name }) => name?.text ?? []));
}

function write(range: Range, arg: string): readonly Fix[] {
  return [{ title: `Write \`{{args.${arg}}}\``, edits: [{ range, newText: `{{args.${arg}}}` }] }];
}

/** As far as it can be shown in a line. */
function shorten(tag: string): string {
  const line = tag.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}...` : line;
}

/** Where the name of an arg ends is certain when it is declared. */
function close(text: string, start: number, declared: ReadonlySet<string>): readonly Fix[] {
  const [open, name = '', brace = ''] = /^\{\{\s*args\.([\w-]+)(\}?)/.exec(text.slice(start, start + 200)) ?? [];
  if (open === undefined || !declared.has(name)) return [];
  const end = start + open.length;
  return [
    { title: 'Close the placeholder', edits: [{ range: { start: end, end }, newText: brace === '' ? '}}' : '}' }] },
  ];
}
