import { describe, expect, it } from 'vitest';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';
import { lex } from '../../../server/core/expr/syntax/lexer.ts';

/** Tokens as `kind value@start-end`. */
function shown(text: string, version: ExprVersion = '1.17'): string[] {
  return lex(text, version).tokens.map(({ kind, value, start, end }) => `${kind} ${value}@${start}-${end}`);
}

function problems(text: string, version: ExprVersion = '1.17'): string[] {
  return lex(text, version).problems.map(({ reason, start, end }) => `${reason}@${start}-${end}`);
}

describe('tokens', () => {
  it('have their exact places', () => {
    expect(shown('result[0] >= 0.95')).toEqual([
      'identifier result@0-6',
      'bracket [@6-7',
      'number 0@7-8',
      'bracket ]@8-9',
      'operator >=@10-12',
      'number 0.95@13-17',
      'eof @17-17',
    ]);
  });

  it('tell ranges from fractions, and optional chains from conditionals', () => {
    expect(shown('1..3 .5 a?.b a??b a?[0]:1')).toEqual([
      'number 1@0-1',
      'operator ..@1-3',
      'number 3@3-4',
      'number .5@5-7',
      'identifier a@8-9',
      'operator ?.@9-11',
      'identifier b@11-12',
      'identifier a@13-14',
      'operator ??@14-16',
      'identifier b@16-17',
      'identifier a@18-19',
      'operator ?@19-20',
      'bracket [@20-21',
      'number 0@21-22',
      'bracket ]@22-23',
      'operator :@23-24',
      'number 1@24-25',
      'eof @25-25',
    ]);
  });

  it('decode text', () => {
    expect(shown(`'a\\'b' "\\u0041\\x42\\103\\n"`)).toEqual([`string a'b@0-6`, 'string ABC\n@7-25', 'eof @25-25']);
    expect(shown('`a``b`')).toEqual(['string a`b@0-6', 'eof @6-6']);
  });

  it('after # are names, whatever the word', () => {
    expect(shown('#in #')).toEqual(['operator #@0-1', 'identifier in@1-3', 'operator #@4-5', 'eof @5-5']);
  });

  it('leave comments out', () => {
    const { tokens, comments } = lex('1 // one\n/* two */ 2', '1.17');
    expect(tokens.map(token => token.start)).toEqual([0, 19, 20]);
    expect(comments).toEqual([
      { start: 2, end: 8 },
      { start: 9, end: 18 },
    ]);
  });

  it('know other letters, and count them as UTF-16 does', () => {
    expect(shown('é 𝒳y')).toEqual(['identifier é@0-1', 'identifier 𝒳y@2-5', 'eof @5-5']);
  });

  it('differ by version', () => {
    expect(shown('if ::', '1.17').slice(0, 2)).toEqual(['operator if@0-2', 'operator ::@3-5']);
    expect(shown('if ::', '1.15').slice(0, 3)).toEqual(['identifier if@0-2', 'operator :@3-4', 'operator :@4-5']);
  });
});

describe('placeholders', () => {
  it('are tokens of their own', () => {
    expect(shown('result < {{args.max}} ')).toEqual([
      'identifier result@0-6',
      'operator <@7-8',
      'placeholder {{args.max}}@9-21',
      'eof @22-22',
    ]);
  });

  it('swallow what is glued to them', () => {
    expect(shown('0.{{a}}5 x{{b}}{{c}}y')).toEqual([
      'placeholder 0.{{a}}5@0-8',
      'placeholder x{{b}}{{c}}y@9-21',
      'eof @21-21',
    ]);
  });

  it('are part of the text they stand in', () => {
    const { tokens, placeholders } = lex("'a {{args.x}} b' // {{args.y}}", '1.17');
    expect(tokens[0]).toEqual({ kind: 'string', value: 'a {{args.x}} b', start: 0, end: 16, open: true });
    expect(placeholders).toEqual([
      { start: 3, end: 13 },
      { start: 20, end: 30 },
    ]);
  });

  it('that never close reach to the end', () => {
    expect(shown('1 < {{args.x')).toEqual([
      'number 1@0-1',
      'operator <@2-3',
      'placeholder {{args.x@4-12',
      'eof @12-12',
    ]);
    expect(problems("'{{args.x'")).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ["'a", ['unterminated-string@0-2']],
    ["'a\nb'", ['unterminated-string@0-2', 'unterminated-string@4-5']],
    ["'\\q'", ['bad-escape@1-3']],
    ["'\\x4'", ['bad-escape@1-4']],
    ['5m', ['bad-number@0-2']],
    ['1 ≥ 2', ['unknown-character@2-3']],
    ['a @ b', ['unknown-character@2-3']],
    ['1 /* never', ['unclosed-comment@2-10']],
  ])('%j', (text, expected) => expect(problems(text)).toEqual(expected));

  it('may be a matter of version', () => {
    expect(problems('`a`', '1.15')).toEqual(['raw-string-version@0-3']);
    expect(problems("'\\u{41}'", '1.15')).toEqual(['escape-version@1-7']);
    expect(problems("`a` '\\u{41}'", '1.17')).toEqual([]);
  });
});
