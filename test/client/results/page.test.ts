import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const PAGE = path.join(import.meta.dirname, '../../../client/results/page');

/** Lines of the page's sources that match, each with its file. */
function find(pattern: RegExp, ending: string): readonly string[] {
  return readdirSync(PAGE)
    .filter(file => file.endsWith(ending))
    .flatMap(file =>
      readFileSync(path.join(PAGE, file), 'utf8')
        .split('\n')
        .filter(line => pattern.test(line))
        .map(line => `${file}: ${line.trim()}`),
    );
}

it('the page never reads text as HTML or as a program', () => {
  expect(
    find(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b|new Function/,
      '.ts',
    ),
  ).toEqual([]);
});

it('the page has no colours but those of the theme, and loads nothing', () => {
  expect(find(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|url\(|@import (?!"uplot\/)/i, '.css')).toEqual([]);
  expect(find(/https?:|\bfetch\(|XMLHttpRequest|\bimport\(/, '.ts')).toEqual([]);
});
