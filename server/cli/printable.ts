/** Text of files in the output of a terminal or a log, where some characters are commands. */

/** A line of at most so many characters is shown around the place that matters. */
const WIDTH = 160;

/** On one line, without anything that a terminal obeys: control characters become their pictures (␛). */
export function printable(text: string): string {
  return text
    .replaceAll(/\r\n|[\n\r\u2028\u2029]/g, ' ')
    .replaceAll('\t', ' ')
    .replaceAll(/[\u0000-\u001f]/g, character => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replaceAll('\u007f', '\u2421')
    .replaceAll(/[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** A part of a long line that holds `start`, and where it begins: `…` stands for what is left out. */
export function excerpt(line: string, start: number): { readonly text: string; readonly start: number } {
  if (line.length <= WIDTH) return { text: line, start };
  const from = Math.max(0, Math.min(start - WIDTH / 4, line.length - WIDTH));
  const before = from > 0 ? '…' : '';
  const after = from + WIDTH < line.length ? '…' : '';
  return { text: `${before}${line.slice(from, from + WIDTH)}${after}`, start: start - from + before.length };
}
