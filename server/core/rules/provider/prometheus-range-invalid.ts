import type { ExprVersion } from '../../expr/builtins/version.ts';
import { infer } from '../../expr/infer/infer.ts';
import { walk } from '../../expr/syntax/ast.ts';
import { parse, refusalOf } from '../../expr/syntax/parser.ts';
import { isUnknown, printType, UNKNOWN } from '../../expr/types/type.ts';
import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { exprVersion } from '../../model/condition.ts';
import { entryOf, scalarAt, valueAt, type YamlScalar } from '../../yaml/node.ts';
import { replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const prometheusRangeInvalid = providerRule('prometheus', {
  id: 'prometheus-range-invalid',
  title: 'Range query without a readable time',
  docs: '`start` and `end` of a `rangeQuery` are expressions that yield a time, such as `now() - duration("1h")`, and `step` is a duration such as `1m`. All three are needed. Otherwise every measurement is Error.',
  isPartial: true,
  *check({ provider }, { isWhole, settings }) {
    const version = exprVersion(settings.argoVersion);
    const range = valueAt(provider, 'rangeQuery');
    const entry = entryOf(provider, 'rangeQuery');
    if (!entry || range?.kind !== 'map') return;
    const fields = ['start', 'end', 'step'] as const;
    const missing = fields.filter(field => !valueAt(range, field) || scalarAt(range, field)?.text === '');
    if (isWhole && missing.length > 0) {
      yield {
        range: entry.key.range,
        message: `A range query needs \`start\`, \`end\` and \`step\`, and ${missing.map(name => `\`${name}\``).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: every measurement is Error. Write, for example, \`start: now() - duration("1h")\`, \`end: now()\`, \`step: 1m\`.`,
      };
    }
    for (const field of ['start', 'end'] as const) {
      const time = scalarAt(range, field);
      const reason = time && refuseTime(time, version);
      if (!time || reason === undefined) continue;
      const advice = adviseTime(time.text, field);
      yield {
        range: time.range,
        message: `This is no expression that yields a time (${reason}): every measurement is Error. Write \`${advice}\`${isAdvice(time.text) ? '' : ', for example'}.`,
        fixes: isAdvice(time.text) && isOneLine(time) ? replaceWith(advice, time.range) : [],
      };
    }
    const step = scalarAt(range, 'step');
    if (typeof step?.value !== 'string' || step.text === '' || step.text.includes('{{')) return;
    if (parseGoDuration(step.text).ok) return;
    const advice = adviseGoDuration(step.text);
    yield {
      range: step.range,
      message: `\`${step.text}\` is no duration: every measurement is Error. Write \`${advice ?? '1m'}\`${advice ? '' : ', for example'}.`,
      fixes: replaceWith(advice, step.range),
    };
  },
});

/** Of Argo's own names only these two are known there. */
const KNOWN: ReadonlySet<string> = new Set(['isNaN', 'isInf']);
const CONDITION_NAMES: ReadonlySet<string> = new Set(['result', 'default', 'isNil', 'asInt', 'asFloat']);

/** Why the text yields no time; undefined: it does, or it cannot be told. */
function refuseTime({ value, text }: YamlScalar, version: ExprVersion): string | undefined {
  if (typeof value !== 'string' || text === '' || text.includes('{{')) return undefined;
  const parsed = parse(text, version);
  const refusal = refusalOf(parsed);
  if (refusal !== undefined) return shorten(refusal);
  if (parsed.opaque) return undefined;
  const foreign: string[] = [];
  walk(parsed.tree, node => {
    if (node.kind === 'identifier' && CONDITION_NAMES.has(node.name) && !KNOWN.has(node.name)) foreign.push(node.name);
  });
  if (foreign[0] !== undefined) return `unknown name ${foreign[0]}`;
  const { types, problems } = infer(parsed.tree, version, UNKNOWN);
  const [problem] = problems;
  if (problem) return shorten(problem.message);
  const type = types.get(parsed.tree);
  if (!type || isUnknown(type) || type.kind === 'any' || type.kind === 'time') return undefined;
  return `it yields ${printType(type, version)}`;
}

function shorten(message: string): string {
  return (message.split('\n')[0] ?? '').replaceAll('`', "'").slice(0, 100);
}

/** A duration alone is meant as that long ago. */
function isAdvice(text: string): boolean {
  return parseGoDuration(text.replace(/^-/, '')).ok || adviseGoDuration(text.replace(/^-/, '')) !== undefined;
}

function adviseTime(text: string, field: 'start' | 'end'): string {
  const bare = text.replace(/^-/, '');
  const duration = parseGoDuration(bare).ok ? bare : adviseGoDuration(bare);
  if (duration !== undefined) return `now() - duration("${duration}")`;
  return field === 'end' ? 'now()' : 'now() - duration("1h")';
}

function isOneLine({ style }: YamlScalar): boolean {
  return style === 'plain' || style === 'single' || style === 'double';
}
