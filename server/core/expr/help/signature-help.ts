/** The call around the cursor: its signatures, and the argument being written. */
import type { Range } from '../../text/range.ts';
import type { Builtin } from '../builtins/builtin.ts';
import { findBuiltin, hasBuiltin, parameterLabel, signatureLabel } from '../builtins/builtins.ts';
import type { Token } from '../syntax/lexer.ts';
import type { Parsed } from '../syntax/parser.ts';

export interface SignatureHelp {
  readonly name: string;
  readonly signatures: readonly { readonly label: string; readonly parameters: readonly string[] }[];
  readonly activeSignature: number;
  readonly activeParameter: number;
  readonly documentation: string;
  /** The name of the function in the text. */
  readonly range: Range;
}

export function signatureHelp(parsed: Parsed, offset: number): SignatureHelp | undefined {
  if (parsed.comments.some(comment => comment.start < offset && offset <= comment.end)) return undefined;
  const [call] = enclosingCalls(parsed.tokens, offset);
  const builtin = call && findBuiltin(call.name.value);
  if (!call || !builtin || !hasBuiltin(builtin, parsed.version)) return undefined;
  return describe(builtin, call, parsed);
}

export interface EnclosingCall {
  readonly name: Token;
  readonly argument: number;
}

/** The brackets that are open at the offset and belong to a name, innermost first. */
export function enclosingCalls(tokens: readonly Token[], offset: number): readonly EnclosingCall[] {
  const calls: EnclosingCall[] = [];
  let depth = 0;
  let commas = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at];
    if (!token || token.end > offset || token.kind === 'eof') continue;
    if (token.kind === 'operator' && token.value === ',' && depth === 0) commas++;
    if (token.kind !== 'bracket') continue;
    if (')]}'.includes(token.value)) depth++;
    else if (depth > 0) depth--;
    else {
      const name = tokens[at - 1];
      if (token.value === '(' && name?.kind === 'identifier' && name.end === token.start) {
        const piped = tokens[at - 2]?.value === '|';
        calls.push({ name, argument: commas + (piped ? 1 : 0) });
      }
      commas = 0;
    }
  }
  return calls;
}

function describe(builtin: Builtin, { name, argument }: EnclosingCall, parsed: Parsed): SignatureHelp {
  const known = builtin.signatures.filter(signature => parsed.version === '1.17' || signature.since !== '1.17');
  const signatures = known.map(signature => ({
    label: signatureLabel(builtin.name, signature),
    parameters: signature.parameters.map(parameterLabel),
  }));
  const fits = known.findIndex(({ parameters }) => argument < parameters.length || parameters.at(-1)?.rest === true);
  const activeSignature = Math.max(fits, 0);
  const count = known[activeSignature]?.parameters.length ?? 0;
  return {
    name: builtin.name,
    signatures,
    activeSignature,
    activeParameter: Math.max(Math.min(argument, count - 1), 0),
    documentation: builtin.trap === undefined ? builtin.doc : `${builtin.doc} Trap: ${builtin.trap}`,
    range: { start: name.start, end: name.end },
  };
}
