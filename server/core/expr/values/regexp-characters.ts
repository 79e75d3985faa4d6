/** Classes of characters in Go's regular expressions. */

export type CharacterTest = (code: number) => boolean;

export const PERL: Readonly<Record<string, CharacterTest>> = {
  d: code => code >= 0x30 && code <= 0x39,
  w: isWord,
  s: code => [0x09, 0x0a, 0x0c, 0x0d, 0x20].includes(code),
};

export const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

export function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a)
  );
}

/** Characters that differ in case only count as one. */
export function folded(test: CharacterTest): CharacterTest {
  return code => variants(code).some(test);
}

/** Letters whose case orbit has three members. */
const ORBITS: readonly (readonly number[])[] = [
  [0x4b, 0x6b, 0x212a],
  [0x53, 0x73, 0x17f],
  [0xc5, 0xe5, 0x212b],
];

function variants(code: number): readonly number[] {
  const orbit = ORBITS.find(candidate => candidate.includes(code));
  if (orbit) return orbit;
  const char = String.fromCodePoint(code);
  return [char, char.toLowerCase(), char.toUpperCase()]
    .filter(variant => [...variant].length === 1)
    .map(variant => variant.codePointAt(0) ?? code);
}

export function unicodeClass(name: string): CharacterTest | undefined {
  if (name === 'Any') return () => true;
  if (!/^[A-Z][A-Za-z_]*$/.test(name)) return undefined;
  for (const property of [`\\p{General_Category=${name}}`, `\\p{Script=${name}}`]) {
    const expression = tryRegExp(property);
    if (expression) return code => expression.test(String.fromCodePoint(code));
  }
  return undefined;
}

function tryRegExp(property: string): RegExp | undefined {
  try {
    return new RegExp(`^${property}$`, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
