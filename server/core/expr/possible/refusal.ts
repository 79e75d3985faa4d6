/** The library's reasons, made of those it gives for several values. */

/** The first reason, without what it says of the value alone. */
export function wordsOf([first = '', ...others]: readonly string[]): string {
  return others.reduce(commonWords, first);
}

/** What two reasons begin with, if they are the same reason. */
function commonWords(one: string, other: string): string {
  const words = one.split(' ');
  const others = other.split(' ');
  const length = words.findIndex((word, i) => word !== others[i]);
  const isValue = /^(?:map)?[[{]/.test(words[length] ?? '');
  return length < 0 || (length * 2 < words.length && !isValue) ? one : words.slice(0, length).join(' ');
}
