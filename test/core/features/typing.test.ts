/**
 * Documents typed key by key into VS Code: whatever is offered, and however late, Enter destroys nothing. `TYPING=whole` types every
 * line of the examples and of the corpus; else a part of them is typed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Spoilt, typeLine, type Words } from '../../support/editor/typing.ts';
import { newService } from '../../support/service.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const IS_WHOLE = process.env.TYPING === 'whole';

function filesIn(folder: string): readonly string[] {
  const found = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => path.join(folder, name))
    .sort();
}

const URI = 'file:///typed/document.yaml';

interface Sum {
  readonly lines: number;
  readonly moments: number;
  readonly spoilt: readonly string[];
}

/** `rest`: what is below the line while it is typed. */
function typeFile(name: string, rest: 'nothing' | 'the finished file', every: number, words?: Words): Sum {
  const text = readFileSync(path.join(ROOT, name), 'utf8');
  const service = newService({
    'file:///typed/templates.yaml': readFileSync(path.join(ROOT, 'examples/http-benchmark.yaml'), 'utf8'),
  });
  const sum = { lines: 0, moments: 0, spoilt: new Set<string>() };
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const [from, to] = [start + (/^ */.exec(line)?.[0].length ?? 0), start + line.length];
    start = to + 1;
    if (index % every !== 0 || from === to) continue;
    const below = rest === 'nothing' ? '' : text.slice(to);
    const typed = typeLine(service, URI, cursor => text.slice(0, cursor) + below, from, to, words);
    sum.lines += 1;
    sum.moments += typed.moments;
    for (const each of typed.spoilt) sum.spoilt.add(say(name, index, each));
  }
  return { ...sum, spoilt: [...sum.spoilt] };
}

function say(name: string, line: number, { line: typed, label, why }: Spoilt): string {
  return `${name}:${line + 1} "${typed}" takes "${label}": ${why}`;
}

describe('Enter destroys nothing, however late an answer comes', () => {
  it.each(filesIn('examples'))('while %s is typed from its first line on', name => {
    expect(typeFile(name, 'nothing', IS_WHOLE ? 1 : 4).spoilt).toEqual([]);
  });

  it.each(filesIn('examples'))('while %s is typed with the words of another extension', name => {
    expect(typeFile(name, 'nothing', IS_WHOLE ? 1 : 7, 'redHat').spoilt).toEqual([]);
  });

  it.each(
    IS_WHOLE
      ? [...filesIn('examples'), ...filesIn('test/corpus')]
      : filesIn('test/corpus').filter((_, i) => i % 12 === 0),
  )('while a line of %s is written again', name => {
    expect(typeFile(name, 'the finished file', IS_WHOLE ? 1 : 5).spoilt).toEqual([]);
  });
});
