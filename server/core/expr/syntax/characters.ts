/** Which characters make up names and white space; Go's unicode tables, by category. */

const LETTER_OR_DIGIT = /[\p{L}\p{Nd}_$]/u;
const LETTER = /[\p{L}_$]/u;
const SPACES = new Set([
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

export function isSpace(code: number): boolean {
  return SPACES.has(code) || (code >= 0x2000 && code <= 0x200a);
}

export function isIdentifierPart(code: number): boolean {
  if (code < 0x80) {
    return (
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x30 && code <= 0x39) ||
      code === 0x5f ||
      code === 0x24
    );
  }
  return LETTER_OR_DIGIT.test(String.fromCodePoint(code));
}

export function isIdentifierStart(code: number): boolean {
  return (
    isIdentifierPart(code) &&
    !(code >= 0x30 && code <= 0x39) &&
    (code < 0x80 || LETTER.test(String.fromCodePoint(code)))
  );
}

/** Whether `.name` can stand for the key: else it takes `["name"]`. */
export function isIdentifier(text: string): boolean {
  const codes = [...text].map(char => char.codePointAt(0) ?? 0);
  return codes.length > 0 && codes.every(isIdentifierPart) && isIdentifierStart(codes[0] ?? 0);
}
