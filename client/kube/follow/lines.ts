/** Cuts text that comes bit by bit into lines. */

/** Lines without their ends; a last one without an end comes too. A line that is never ended is cut at `longest` characters. */
export async function* linesOf(
  texts: AsyncIterable<string>,
  longest = Number.POSITIVE_INFINITY,
): AsyncGenerator<string> {
  let parts: string[] = [];
  let length = 0;
  for await (const text of texts) {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      yield parts.join('') + line;
      parts = [];
      length = 0;
    }
    if (rest === '') continue;
    parts.push(rest);
    length += rest.length;
    if (length < longest) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (parts.length > 0) yield parts.join('');
}
