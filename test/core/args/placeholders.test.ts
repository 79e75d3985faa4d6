import { describe, expect, it } from 'vitest';
import { placeholdersIn, unclosedIn } from '../../../server/core/args/places.ts';
import { findUnclosed, scanPlaceholders } from '../../../server/core/args/scan.ts';
import { substitute } from '../../../server/core/args/substitute.ts';
import { argOfWrongTag, experimentTags, nearestTag } from '../../../server/core/args/tags.ts';
import { isBehindPlaceholder, isPlaceholderMap } from '../../../server/core/args/unquoted.ts';
import { valueAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

describe('placeholders in a text', () => {
  it('are cut at the first closing braces, and trimmed', () => {
    expect(scanPlaceholders('a {{args.x}}{{ y }}}} {{{args.z}}} {{ open')).toEqual([
      { range: { start: 2, end: 12 }, tag: 'args.x', arg: 'x' },
      { range: { start: 12, end: 19 }, tag: 'y' },
      { range: { start: 22, end: 33 }, tag: '{args.z' },
    ]);
  });

  it('may lack their end', () => {
    expect(findUnclosed('{{a}} {{b\nc')).toEqual({ start: 6, end: 9 });
    expect(findUnclosed('{{a}} }} {')).toBeUndefined();
    expect(findUnclosed('{{a {{b}}')).toBeUndefined();
  });
});

describe('placeholders in a tree', () => {
  const text = `a: "x {{args.one}}"
{{ b: 1
`;

  it('are placed in the text, in every style, in keys too, and once for each anchor', () => {
    const source = [
      'plain: x {{args.a}}',
      'quoted: "\\t{{args.b}}"',
      "'{{args.c}}': 1",
      'folded: >-',
      '  one',
      '  {{args.d}} two',
      'list: [&x "{{args.e}}", *x]',
    ].join('\n');
    const found = [...placeholdersIn(parseDocument(source).root, source)];
    expect(found.map(({ range }) => source.slice(range.start, range.end))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map(arg => `{{args.${arg}}}`),
    );
  });

  it('that are not closed are placed as well', () => {
    const source = 'url: "http://{{args.host:80/x"\nother: "{{args.a}}"\n';
    const [only, ...others] = unclosedIn(parseDocument(source).root, source);
    expect(source.slice(only?.range.start, only?.range.end)).toBe('{{args.host:80/x');
    expect(others).toEqual([]);
  });

  it('need nothing of a text without braces, or of a broken one', () => {
    expect([...placeholdersIn(undefined, '')]).toEqual([]);
    expect([...placeholdersIn(parseDocument(text).root, text)].map(({ tag }) => tag)).toContain('args.one');
  });
});

describe('placeholders without quotes', () => {
  const text = 'a: {{ args.x }}\nb: {args: x}\nc: {{args.y}}/z\nd: "{{args.x}}" # e\n';
  const { root, problems } = parseDocument(text);

  it('are maps to YAML', () => {
    const isOne = (key: string): boolean => {
      const node = valueAt(root, key);
      return node !== undefined && isPlaceholderMap(node, text);
    };
    expect(['a', 'b', 'c', 'd'].map(isOne)).toEqual([true, false, true, false]);
  });

  it('are what the rest of their value is blamed for', () => {
    expect(problems.map(({ range }) => isBehindPlaceholder(text, range))).toEqual(problems.map(() => true));
    expect(isBehindPlaceholder('a: x {{b}} y', { start: 11, end: 12 })).toBe(false);
  });
});

describe('tags', () => {
  it('of an experiment are those of its templates and times', () => {
    expect(experimentTags(['a'])).toEqual([
      'templates.a.podTemplateHash',
      'templates.a.replicaset.name',
      'experiment.availableAt',
      'experiment.finishedAt',
    ]);
  });

  it.each([
    ['templates.canry.podTemplateHash', 'templates.canary.podTemplateHash'],
    ['template.canary.hash', 'templates.canary.podTemplateHash'],
    ['templates.canary.name', 'templates.canary.replicaset.name'],
    ['templates.canary.service.name', 'templates.canary.replicaset.name'],
    ['experiment.finishAt', 'experiment.finishedAt'],
    ['templates.stable.podTemplateHash', undefined],
    ['templates.canary.replicas', undefined],
    ['args.x', undefined],
  ])('%s means %s', (tag, meant) => {
    expect(nearestTag(tag, ['canary', 'baseline'])).toBe(meant);
  });

  it.each(['x', 'arg.x', 'Args.x', '$x', 'inputs.parameters.x', 'inputs.x', 'params.x'])('%s means the arg x', tag => {
    expect(argOfWrongTag(tag, new Set(['x']))).toBe('x');
  });

  it('mean nothing when no such arg is declared', () => {
    expect(argOfWrongTag('y', new Set(['x']))).toBeUndefined();
  });
});

describe('filling in', () => {
  const values = new Map([
    ['host', 'shop'],
    ['port', '{{args.host}}'],
  ]);

  it('puts values in as they are, once', () => {
    expect(substitute('http://{{args.host}}:{{ args.port }}/', values)).toBe('http://shop:{{args.host}}/');
    expect(substitute('plain', values)).toBe('plain');
  });

  it('gives up on what is not known or not closed', () => {
    expect(substitute('{{args.other}}', values)).toBeUndefined();
    expect(substitute('{{host}}', values)).toBeUndefined();
    expect(substitute('{{args.host}}{{', values)).toBeUndefined();
  });
});
