/** Tags: `!!str`, `!mine`, `!<tag:yaml.org,2002:str>`. */
import { type Characters, code, isSpace, isWord } from './characters.ts';
import { ReadFailure } from './failure.ts';

const MARK = code('!');
const OF_TAGS = new Set(";/?:@&=+$,.!~*'()[]%".split('').map(code));
const YAML_TAGS = 'tag:yaml.org,2002:';

/** The tag, those of YAML itself as `!!str`; the source stands behind it then. Handles of one's own need a directive, and kubectl takes none. */
export function scanTag(source: Characters): string {
  const start = source.offset;
  const isWhole = source.text.startsWith('!<', start);
  source.skip(isWhole ? 2 : 1);
  if (!isWhole) skipHandle(source, start);
  const from = source.offset;
  while (isWord(source.at()) || OF_TAGS.has(source.at())) source.skip();
  const suffix = source.text.slice(from, source.offset);
  const isClosed = !isWhole || source.text.startsWith('>', source.offset);
  if (isWhole && isClosed) source.skip();
  const handle = isWhole ? '' : source.text.slice(start, from);
  // `!` alone is a tag, `!!` alone is none.
  const isEmpty = suffix === '' && handle !== '!';
  if (!isClosed || isEmpty || !isSpace(source.at()) || /%(?![0-9a-f]{2})/i.test(suffix))
    throw new ReadFailure('BAD_TAG', { start, end: Math.max(start + 1, source.offset) });
  return isWhole ? suffix.replace(YAML_TAGS, '!!') : handle + suffix;
}

/** `!!`, or `!name!`, which nobody has said what it means. */
function skipHandle(source: Characters, start: number): void {
  let end = source.offset;
  while (isWord(source.text.charCodeAt(end))) end += 1;
  if (source.text.charCodeAt(end) !== MARK) return;
  source.skip(end + 1 - source.offset);
  if (end > start + 1) throw new ReadFailure('BAD_TAG', { start, end: end + 1 });
}
