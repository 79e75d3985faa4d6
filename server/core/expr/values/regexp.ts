/**
 * Go regular expressions without JavaScript's: matched by following all ways at once, so that no pattern takes more than its length times
 * the text's.
 */
import { type CharacterTest, isWord } from './regexp-characters.ts';
import { type Pattern, PatternError, parsePattern, UnknownPatternError } from './regexp-parse.ts';

type Step =
  | { readonly kind: 'character'; readonly test: CharacterTest; next: number }
  | { readonly kind: 'assertion'; readonly of: string; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'match' };

/** Larger programs, or longer ways through them, are not followed. */
const MAX_STEPS = 20_000;
const MAX_WORK = 20_000_000;

/** Go's reason to refuse the pattern; undefined when it compiles, or when we cannot tell. */
export function checkPattern(text: string): string | undefined {
  const parsed = read(text);
  return 'error' in parsed ? parsed.error : undefined;
}

/** Whether the pattern matches anywhere in the text; undefined: we cannot tell. */
export function matchPattern(pattern: string, text: string): { matches: boolean } | { error: string } | undefined {
  const parsed = read(pattern);
  if ('error' in parsed) return parsed;
  if (!('pattern' in parsed)) return undefined;
  const program = compile(parsed.pattern);
  if (!program || program.length * (text.length + 1) > MAX_WORK) return undefined;
  return {
    matches: run(
      program,
      [...text].map(char => char.codePointAt(0) ?? 0),
    ),
  };
}

function read(text: string): { pattern: Pattern } | { error: string } | { unknown: true } {
  try {
    return { pattern: parsePattern(text) };
  } catch (error) {
    if (error instanceof PatternError) return { error: error.message };
    if (error instanceof UnknownPatternError) return { unknown: true };
    throw error;
  }
}

/** Steps in reverse: each is told where to go on. */
function compile(pattern: Pattern): readonly Step[] | undefined {
  const steps: Step[] = [{ kind: 'match' }];
  const emit = (step: Step): number => {
    if (steps.length > MAX_STEPS) throw new UnknownPatternError();
    return steps.push(step) - 1;
  };
  const loop = (body: Pattern, next: number): number => {
    const split = emit({ kind: 'split', next: -1, other: next });
    const entry = build(body, split);
    const step = steps[split];
    if (step?.kind === 'split') step.next = entry;
    return split;
  };
  const build = (node: Pattern, next: number): number => {
    switch (node.kind) {
      case 'character':
        return emit({ kind: 'character', test: node.test, next });
      case 'assertion':
        return emit({ kind: 'assertion', of: node.of, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => build(part, after), next);
      case 'choice':
        return node.parts
          .map(part => build(part, next))
          .reduceRight((other, entry) => emit({ kind: 'split', next: entry, other }));
      case 'repeat': {
        let entry = next;
        if (node.max === Number.POSITIVE_INFINITY) entry = loop(node.body, next);
        else
          for (let i = node.min; i < node.max; i++)
            entry = emit({ kind: 'split', next: build(node.body, entry), other: next });
        for (let i = 0; i < node.min; i++) entry = build(node.body, entry);
        return entry;
      }
      default:
        return next;
    }
  };
  try {
    emit({ kind: 'split', next: build(pattern, 0), other: -1 });
    return steps;
  } catch (error) {
    if (error instanceof UnknownPatternError) return undefined;
    throw error;
  }
}

function run(program: readonly Step[], codes: readonly number[]): boolean {
  const start = program.length - 1;
  let current = new Set<number>();
  for (let at = 0; ; at++) {
    const active = new Set<number>();
    for (const index of [...current, start]) {
      if (follow(program, index, codes, at, active)) return true;
    }
    const code = codes[at];
    if (code === undefined) return false;
    const after = new Set<number>();
    for (const index of active) {
      const step = program[index];
      if (step?.kind === 'character' && step.test(code)) after.add(step.next);
    }
    current = after;
  }
}

/** Adds all steps reachable without a character; answers whether the end is among them. */
function follow(
  program: readonly Step[],
  from: number,
  codes: readonly number[],
  at: number,
  active: Set<number>,
): boolean {
  const pending = [from];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const step = program[index];
    if (!step || active.has(index)) continue;
    active.add(index);
    if (step.kind === 'match') return true;
    if (step.kind === 'split') pending.push(step.other, step.next);
    if (step.kind === 'assertion' && holds(step.of, codes, at)) pending.push(step.next);
  }
  return false;
}

function holds(assertion: string, codes: readonly number[], at: number): boolean {
  const before = codes[at - 1];
  const after = codes[at];
  switch (assertion) {
    case 'begin':
      return at === 0;
    case 'end':
      return after === undefined;
    case 'line-begin':
      return before === undefined || before === 0x0a;
    case 'line-end':
      return after === undefined || after === 0x0a;
    default: {
      const boundary = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
      return boundary === (assertion === 'word');
    }
  }
}
