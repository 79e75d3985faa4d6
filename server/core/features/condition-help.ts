/** What is said about a part of a condition: on hover, while a call is written, and in colours. */
import type { Settings } from '../env.ts';
import { findBuiltin, signatureLabel } from '../expr/builtins/builtins.ts';
import { explain } from '../expr/help/explain.ts';
import { type SignatureHelp, signatureHelp } from '../expr/help/signature-help.ts';
import type { Node } from '../expr/syntax/ast.ts';
import { walk } from '../expr/syntax/ast.ts';
import { describeType } from '../expr/types/type-words.ts';
import { type CheckedCondition, checkConditions, conditionAt } from '../model/condition.ts';
import { inlineCode } from '../text/markdown.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { documentAt, isKubeDocument, type SourceFile } from '../workspace/file.ts';

export interface ConditionHover {
  readonly range: Range;
  readonly markdown: string;
}

/** Undefined: the offset is in no condition. */
export function hoverCondition(file: SourceFile, offset: number, settings: Settings): ConditionHover | undefined {
  const found = checkedAt(file, offset, settings);
  if (!found || found.behind > 0) return undefined;
  const { condition, start } = found;
  const { parsed, typesOf } = condition.checked;
  const words = explain(parsed);
  const whole = words === undefined ? undefined : `**In words:** ${words}`;
  const call = parsed.tokens.find(
    token => token.kind === 'identifier' && token.start <= found.offset && found.offset <= token.end,
  );
  const builtin = call && findBuiltin(call.value);
  if (call && builtin && isCalled(parsed.text, call.end)) {
    const signatures = builtin.signatures.map(signature => inlineCode(signatureLabel(builtin.name, signature)));
    return place(condition, call, start, [signatures.join(' · '), builtin.doc, whole]);
  }
  const node = smallestAt(parsed.tree, found.offset);
  if (!node) return undefined;
  const text = parsed.text.slice(node.start, node.end);
  const types = [...new Set(typesOf(node).map(describeType))];
  const because = text === 'result' ? condition.options.because : undefined;
  const typed =
    types.length === 0
      ? inlineCode(text)
      : `${inlineCode(text)}: ${types.join(', or ')}${because === undefined ? '' : ` (${because})`}`;
  return place(condition, node, start, [typed, whole]);
}

/** The call that is being written at the offset. */
export function helpSignature(file: SourceFile, offset: number, settings: Settings): SignatureHelp | undefined {
  const found = checkedAt(file, offset, settings);
  return found && signatureHelp(found.condition.checked.parsed, found.offset);
}

function checkedAt(file: SourceFile, offset: number, { argoVersion }: Settings) {
  const document = documentAt(file, offset);
  if (!document || !isKubeDocument(document)) return undefined;
  const place = conditionAt(document.content.yaml.root, document.text, offset - document.start, argoVersion);
  const [condition] = place ? checkConditions([place.condition]) : [];
  return place && condition && { condition, offset: place.offset, behind: place.behind, start: document.start };
}

function place(
  { source, scalar }: CheckedCondition,
  { start, end }: Range,
  documentStart: number,
  parts: readonly (string | undefined)[],
): ConditionHover {
  const range = source?.toSource({ start, end }) ?? scalar.range;
  return {
    range: shiftRange(range, documentStart),
    markdown: parts.filter(part => part !== undefined && part !== '').join('\n\n'),
  };
}

function smallestAt(tree: Node, offset: number): Node | undefined {
  let best: Node | undefined;
  walk(tree, node => {
    const isInside = node.start <= offset && offset <= node.end && node.end > node.start;
    if (isInside && (!best || node.end - node.start <= best.end - best.start)) best = node;
  });
  return best;
}

function isCalled(text: string, end: number): boolean {
  return /^\s*\(/.test(text.slice(end));
}
