/** The core's answers in LSP's words. Offsets become positions here and nowhere else. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover as LspHover,
  type Range as LspRange,
  type SignatureHelp as LspSignatureHelp,
  MarkupKind,
  type SemanticTokens,
  SemanticTokensBuilder,
} from 'vscode-languageserver';
import type {
  ColouredRange,
  Hover,
  LineMap,
  Problem,
  Range,
  SemanticKind,
  Severity,
  SignatureHelp,
} from '../core/index.ts';

export const SOURCE = 'argo-experiments';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(range: Range, lines: LineMap): LspRange {
  return { start: lines.position(range.start), end: lines.position(range.end) };
}

/** `linesOf` answers for the files of related places (one in an unknown file is left out), `pageOf` for a rule's documentation. */
export function toDiagnostic(
  problem: Problem,
  lines: LineMap,
  linesOf: (uri: string) => LineMap | undefined,
  pageOf: (rule: string) => string | undefined,
): Diagnostic {
  const page = pageOf(problem.rule);
  const related = problem.related.flatMap(({ uri, range, message }) => {
    const other = linesOf(uri);
    return other ? [{ location: { uri, range: toRange(range, other) }, message }] : [];
  });
  return {
    range: toRange(problem.range, lines),
    severity: SEVERITIES[problem.severity],
    code: problem.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: SOURCE,
    message: problem.message,
    ...(problem.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

export function toHover(hover: Hover, lines: LineMap): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(hover.range, lines) };
}

/** The kinds of `SEMANTIC_TYPES`, in the order in which tokens name them. */
const SEMANTIC_KINDS: readonly (readonly [SemanticKind, string])[] = [
  ['variable', 'variable'],
  ['function', 'function'],
  ['property', 'property'],
  ['parameter', 'parameter'],
  ['keyword', 'keyword'],
  ['operator', 'operator'],
  ['number', 'number'],
  ['string', 'string'],
  ['comment', 'comment'],
  ['placeholder', 'macro'],
];
export const SEMANTIC_TYPES: string[] = SEMANTIC_KINDS.map(([, type]) => type);

export function toSemanticTokens(ranges: readonly ColouredRange[], lines: LineMap): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { range, kind } of ranges) {
    const { line, character } = lines.position(range.start);
    const type = SEMANTIC_KINDS.findIndex(([name]) => name === kind);
    builder.push(line, character, range.end - range.start, type, 0);
  }
  return builder.build();
}

export function toSignatureHelp(help: SignatureHelp): LspSignatureHelp {
  return {
    signatures: help.signatures.map(({ label, parameters }) => ({
      label,
      parameters: parameters.map(parameter => ({ label: parameter })),
      documentation: { kind: MarkupKind.Markdown, value: help.documentation },
    })),
    activeSignature: help.activeSignature,
    activeParameter: help.activeParameter,
  };
}
