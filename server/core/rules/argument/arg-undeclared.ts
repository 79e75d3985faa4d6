import { type PlaceholderPlace, placeholdersIn } from '../../args/places.ts';
import { ANALYSIS_KINDS, type Arg, readArgs, TEMPLATE_KINDS } from '../../model/analysis.ts';
import { nearest } from '../../text/nearest.ts';
import { mergedElsewhere } from '../../workspace/merged-elsewhere.ts';
import type { From } from '../../workspace/resolve.ts';
import { appendItems, type ItemFields } from '../../yaml/append-items.ts';
import { valueAt } from '../../yaml/node.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

export const argUndeclared: Rule = {
  id: 'arg-undeclared',
  title: 'Arg is not declared',
  docs: 'A metric may use the args that its template declares in `args`, and those of templates that it is merged with. Any other one makes the run Error before anything is measured.',
  severity: 'error',
  kinds: ANALYSIS_KINDS,
  needs: 'workspace',
  *check(context) {
    const { workspace, document, root } = context;
    for (const { place, elsewhere } of undeclared(context)) {
      const { range, arg, scalar } = place;
      if (arg === undefined || elsewhere) continue;
      const own = readArgs(valueAt(root, 'spec')).flatMap(({ name }) => name?.text ?? []);
      const meant = nearest(arg, own);
      const isSure = workspace.isComplete || document.content.identity.kind === 'AnalysisRun';
      const rename: readonly Fix[] =
        meant === undefined
          ? []
          : [{ title: `Write \`{{args.${meant}}}\``, edits: [{ range, newText: `{{args.${meant}}}` }] }];
      yield {
        range,
        ...(isSure ? {} : { severity: 'warning' }),
        message: `Arg \`${arg}\` is not declared here: the run is Error before anything is measured. ${meant === undefined ? 'Declare it in `args`.' : `Did you mean \`${meant}\`?`}`,
        fixes: range === scalar.range ? declare(context, arg) : [...rename, ...declare(context, arg)],
      };
    }
  },
};

export const nestedArgNotDeclared: Rule = {
  id: 'nested-arg-not-declared',
  title: 'Arg is declared in another template only',
  docs: 'Templates that are merged share their args, so an Experiment runs. A Rollout looks at each template by itself before it begins, and is refused (InvalidSpec) where one uses an arg that it does not declare.',
  severity: 'warning',
  kinds: TEMPLATE_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { place, elsewhere } of undeclared(context)) {
      const { range, arg } = place;
      if (arg === undefined || !elsewhere?.what.name) continue;
      const { name } = elsewhere.at.document.content.identity;
      yield {
        range,
        message: `Arg \`${arg}\` is declared in ${name === undefined ? 'another template' : `template \`${name}\``} only. Experiments run with it; a Rollout is refused (InvalidSpec). Declare it here too.`,
        related: [{ in: elsewhere.at, range: elsewhere.what.name.range, message: 'where it is declared' }],
        fixes: declare(context, arg),
      };
    }
  },
};

interface UndeclaredPlace {
  readonly place: PlaceholderPlace;
  /** Where a template that this one is merged into, or with, declares the arg. */
  readonly elsewhere?: From<Arg>;
}

/** Placeholders of args that neither the document nor its nested templates declare. */
function undeclared({ root, document, file, workspace, isWhole, merged }: RuleContext): readonly UndeclaredPlace[] {
  const spec = valueAt(root, 'spec');
  const metrics = valueAt(spec, 'metrics');
  const analysis = merged();
  if (!isWhole || !metrics || (analysis && !analysis.isCertain)) return [];
  const isNamed = (analysis?.allArgs.map(({ what }) => what) ?? readArgs(spec)).every(({ name }) => name);
  if (!isNamed) return [];
  const known = new Set(analysis?.args.keys() ?? readArgs(spec).flatMap(({ name }) => name?.text ?? []));
  // A name with blanks around it cannot be reached, which is told where it is declared.
  const reachable = new Set([...known].flatMap(name => [name, name.trim()]));
  const places = [...placeholdersIn(metrics, document.text)].filter(
    ({ arg }) => arg !== undefined && !reachable.has(arg),
  );
  if (places.length === 0) return [];
  const others = analysis ? mergedElsewhere({ file, document }, workspace) : [];
  return places.map(place => {
    const elsewhere = others.find(({ what }) => what.name?.text === place.arg);
    return { place, ...(elsewhere ? { elsewhere } : {}) };
  });
}

/** Nobody passes args to a run that is created by itself: there it needs a value too. */
function declare({ document, root }: RuleContext, arg: string): readonly Fix[] {
  const spec = valueAt(root, 'spec');
  if (spec?.kind !== 'map' || !/^[A-Za-z][\w.-]*$/.test(arg)) return [];
  const isRun = document.content.identity.kind === 'AnalysisRun';
  const fields: ItemFields = [['name', arg], ...(isRun ? [['value', '"${1:value}"'] as const] : [])];
  const edit = appendItems(document.text, spec, 'args', [fields]);
  return edit ? [{ title: `Declare arg \`${arg}\``, edits: [edit], ...(isRun ? { snippet: true } : {}) }] : [];
}
