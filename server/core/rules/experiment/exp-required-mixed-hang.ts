import type { Severity } from '../../env.ts';
import { latestMeasured } from '../../lifecycle/analysis/end-bounds.ts';
import { CALLER_KINDS } from '../../model/analysis.ts';
import type { JudgedCall } from '../../run/judge.ts';
import { columnAt, lineBreakOf } from '../../text/indent.ts';
import type { Range } from '../../text/range.ts';
import { entryOf, type YamlMap } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const expRequiredMixedHang: Rule = {
  id: 'exp-required-mixed-hang',
  title: 'Required beside optional analyses can hang',
  docs: 'Once all required analyses are Successful the controller ends the Experiment: it takes the pods away and terminates the other runs, but it never reads their phase again. If one of them was unfinished at that moment, the Experiment stays Running forever, with or without a duration. Seen on Argo Rollouts 1.9.3 and 1.10.2. Where the templates are known and tell how long each analysis takes, this is an error or nothing at all.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check({ document, judgement }) {
    for (const { calls: own } of judgement().experiments) {
      const required = own.filter(({ call }) => call.requiredForCompletion === true);
      const optional = own.filter(({ call }) => call.requiredForCompletion === false);
      // One that may be required may end the experiment later, or not at all.
      if (required.length === 0 || optional.length === 0 || required.length + optional.length < own.length) continue;
      const ends = endsOf(required);
      const fixes = makeAllRequired(
        optional.map(({ call }) => call.node),
        document.text,
      );
      const others = listNames(required.flatMap(({ call }) => call.name?.text ?? []));
      const one = required.length === 1;
      for (const each of optional) {
        const severity = judge(each, ends);
        if (!severity) continue;
        const { name, node } = each.call;
        yield {
          range: name?.range ?? firstKey(node),
          severity,
          message: `This experiment ${severity === 'error' ? 'stays' : 'can stay'} Running forever: once the required ${one ? 'analysis' : 'analyses'} ${others} ${one ? 'succeeds' : 'succeed'}, the controller ends ${name ? `\`${name.text}\`` : 'this one'} without reading its result. Make all analyses required, or none.`,
          fixes,
        };
      }
    }
  },
};

/** When the last of several runs ends well, in milliseconds from their start. */
interface Ends {
  readonly least: number;
  readonly most: number;
  readonly isKnown: boolean;
}

function endsOf(required: readonly JudgedCall[]): Ends {
  let ends: Ends = { least: 0, most: 0, isKnown: true };
  for (const { bounds } of required) {
    ends = {
      least: Math.max(ends.least, bounds?.successful ?? 0),
      most: Math.max(ends.most, bounds ? latestMeasured(bounds) : Number.POSITIVE_INFINITY),
      isKnown: ends.isKnown && bounds !== undefined,
    };
  }
  return ends;
}

/** Error: the optional one is unfinished when the last required one succeeds. Undefined: it certainly is not. */
function judge({ bounds }: JudgedCall, { least, most, isKnown }: Ends): Severity | undefined {
  // A required analysis without an end never succeeds, which is told by itself.
  if (least === Number.POSITIVE_INFINITY) return undefined;
  if (!bounds || !isKnown) return 'warning';
  const isEndless = bounds.successful === Number.POSITIVE_INFINITY;
  if (isEndless || bounds.successful > most) return 'error';
  return latestMeasured(bounds) < least ? undefined : 'warning';
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(name => `\`${name}\``);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

function firstKey(node: YamlMap): Range {
  return node.entries[0]?.key.range ?? node.range;
}

/** Adds the field before `templateName` of each optional analysis, or sets it where it says false. */
function makeAllRequired(optional: readonly YamlMap[], text: string): readonly Fix[] {
  const edits = optional.flatMap(item => {
    const written = entryOf(item, 'requiredForCompletion');
    if (written)
      return [
        {
          range: written.value.range,
          newText: written.value.range.start === written.value.range.end ? ' true' : 'true',
        },
      ];
    const anchor = entryOf(item, 'templateName') ?? entryOf(item, 'name');
    if (!anchor) return [];
    if (item.flow)
      return [{ range: { start: anchor.range.end, end: anchor.range.end }, newText: ', requiredForCompletion: true' }];
    const start = anchor.range.start;
    return [
      {
        range: { start, end: start },
        newText: `requiredForCompletion: true${lineBreakOf(text)}${' '.repeat(columnAt(text, start))}`,
      },
    ];
  });
  return edits.length === 0 ? [] : [{ title: 'Make all analyses required', edits }];
}
