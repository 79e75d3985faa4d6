/**
 * Text that nobody means to be nice: the whole service answers something about it, and never throws. Its work is bounded by
 * counting (depth, nodes, mends, merges); a text for which that fails does not end within the limit of these tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Problem, Service } from '../../server/core/index.ts';
import { fc } from '../support/properties.ts';
import { newService } from '../support/service.ts';

vi.setConfig({ testTimeout: 120_000 });

const URI = 'file:///hostile.yaml';
const HEAD = 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: x\nspec:\n';
const TEMPLATE = HEAD.replace('Experiment', 'AnalysisTemplate');

const EXAMPLES = path.join(import.meta.dirname, '../../examples');
const examples = readdirSync(EXAMPLES)
  .filter(name => name.endsWith('.yaml'))
  .map(name => ({ name, text: readFileSync(path.join(EXAMPLES, name), 'utf8') }));

/** Text that is longer than this is only diagnosed: completion reads the text a few times over. */
const COMPLETED = 60_000;

/** Asks everything there is to ask, and answers the problems. */
function exercise(
  service: Service,
  text: string,
  offsets: readonly number[] = [0, text.length >> 1, text.length],
): readonly Problem[] {
  service.update(URI, text);
  const problems = service.diagnose(URI);
  for (const problem of problems) expectInside(problem, text.length);
  service.fixes(URI, { start: 0, end: Math.min(text.length, 1000) });
  service.fixAll(URI);
  for (const { range } of [...service.links(URI), ...service.useLenses(URI)]) expectRange(range, text.length);
  for (const offset of text.length > COMPLETED ? [] : offsets) {
    service.hover(URI, offset);
    for (const { uri, range } of service.refer(URI, offset)) if (uri === URI) expectRange(range, text.length);
    service.rename(URI, offset, 'other');
    for (const { edit } of service.complete(URI, offset)) expectRange(edit.range, text.length);
  }
  for (const { document, step } of service.runnables(URI).slice(0, 3)) {
    const [scenario] = service.scenarios({ uri: URI, document, step }) ?? [];
    expect(service.rehearse({ uri: URI, document, step }, scenario ?? {})?.timeline.verdict.kind).toBeDefined();
  }
  return problems;
}

function expectInside(problem: Problem, length: number): void {
  expectRange(problem.range, length);
  for (const { edits } of problem.fixes.slice(0, 3))
    for (const { range } of edits.slice(0, 3)) expectRange(range, length);
}

/** Plain comparisons: a matcher for each of a million numbers would be the slowest part of the test. */
function expectRange({ start, end }: { readonly start: number; readonly end: number }, length: number): void {
  if (!(start >= 0 && start <= end && end <= length)) throw new Error(`${start}-${end} is outside of 0-${length}`);
}

/** How often each rule speaks. */
function count(problems: readonly Problem[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { rule } of problems) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

const check = (text: string): Readonly<Record<string, number>> => count(exercise(newService(), text));
const repeat = (times: number, line: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => line(i)).join('');

/** Bytes that look random and are the same in every run. */
function noise(length: number, mask: number): string {
  let state = 123_456_789;
  let text = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    text += String.fromCharCode((state >> 8) & mask);
  }
  return text;
}

describe('text that is not for us', () => {
  it.each([
    ['nothing', ''],
    ['a NUL', '\0'],
    ['many NULs', '\0'.repeat(100_000)],
    ['bytes', noise(200_000, 0xff)],
    ['halves of characters', '\ud800'.repeat(1000) + '\udc00'.repeat(1000)],
    ['one long line', 'a'.repeat(5_000_000)],
    ['many documents of others', 'a: 1\n---\n'.repeat(500_000)],
    ['another kind, however deep', `a: ${'['.repeat(100_000)}`],
  ])('gets no problem: %s', (_, text) => {
    expect(check(text)).toEqual({});
  });
});

describe('text that cannot be read', () => {
  it.each([
    ['5 MB in one document', `${HEAD}  templates:\n${'    - name: a\n      replicas: 1\n'.repeat(147_000)}`],
    ['5 MB in one value', `${HEAD}  duration: "${'a'.repeat(5_000_000)}"\n`],
  ])('gets one clear problem on its first line: %s', (_, text) => {
    const problems = exercise(newService(), text);
    expect(count(problems)).toEqual({ 'yaml-syntax': 1 });
    expect(problems[0]?.range.start).toBe(0);
    expect(problems[0]?.message).toContain('larger than a cluster can store');
  });

  it.each([
    ['brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['open brackets', '['.repeat(100_000)],
    ['braces', `${'{a: '.repeat(50_000)}${'}'.repeat(50_000)}`],
    ['dashes', `\n    ${'- '.repeat(50_000)}a\n`],
    ['questions', `\n    ${'? '.repeat(50_000)}a\n`],
    ['blocks', `\n${repeat(1000, i => `${' '.repeat(i + 4)}a:\n`)}`],
  ])('is read down to where it is too deep: %s', (_, value) => {
    const problems = exercise(newService(), `${HEAD}  duration: 5\n  x: ${value}`);
    expect(problems.filter(each => each.rule === 'yaml-syntax').map(each => each.message)).toEqual([
      expect.stringContaining('nested deeper than 200 levels'),
    ]);
    // Where even the reader gives up there is no tree, and nothing else to say.
    expect(
      Object.keys(count(problems)).filter(rule => !['yaml-syntax', 'wrong-type', 'unknown-field'].includes(rule)),
    ).toEqual([]);
  });

  it('gets one problem for each document that is too large, and the others are read', () => {
    const large = `${HEAD}  x: ${'a'.repeat(1_600_000)}\n`;
    expect(check(`${large}---\n${HEAD}  duration: 5\n---\n${large}`)).toMatchObject({
      'yaml-syntax': 2,
      'wrong-type': 1,
    });
  });
});

describe('text with bytes that do not belong', () => {
  it.each([
    ['NULs', `${HEAD}  x: "\0\0"\n${'\0'.repeat(50_000)}`],
    ['bytes', HEAD + noise(200_000, 0xff).replaceAll('{', '(')],
    ['any characters', HEAD + noise(100_000, 0xffff)],
    ['halves of characters', `${HEAD}  \ud800: \udfff\n  x: "\ud83d"\n${'\udc00'.repeat(1000)}`],
  ])('is answered: %s', (_, text) => {
    expect(Object.keys(check(text))).toContain('yaml-syntax');
  });

  it('means the same with a BOM, with CRLF, and with lone carriage returns', () => {
    const text = examples.find(each => each.name === 'experiment.yaml')?.text ?? '';
    const broken = text.replace('duration: 20m', 'duration: 20');
    const shown = (changed: string): unknown =>
      exercise(newService(), changed).map(({ rule, range }) => ({ rule, text: changed.slice(range.start, range.end) }));
    expect(shown(broken)).toEqual([{ rule: 'wrong-type', text: '20' }]);
    for (const changed of [`\ufeff${broken}`, broken.replaceAll('\n', '\r\n')]) {
      expect(shown(changed)).toEqual([{ rule: 'wrong-type', text: '20' }]);
    }
    // For kubectl a lone carriage return breaks the lines of YAML, and no line `---` begins behind one.
    const [first = ''] = broken.split('\n---\n');
    expect(shown(first.replaceAll('\n', '\r'))).toEqual([{ rule: 'wrong-type', text: '20' }]);
    expect(shown(broken.replaceAll('\n', '\r'))).toMatchObject([{ rule: 'yaml-text-dropped' }, { rule: 'wrong-type' }]);
  });

  it('has one problem for a line of tabs, and one for many', () => {
    expect(check(`${HEAD}${'\t'.repeat(50_000)}x: 1\n`)['yaml-tab']).toBe(1);
    expect(check(`${HEAD}${'\tx: 1\n'.repeat(5000)}`)['yaml-tab']).toBe(1);
  });
});

describe('anchors', () => {
  const laughs = `${HEAD}  a0: &a0 [lol]\n${repeat(60, i => `  a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}x]\n`)}`;
  const merges = `${HEAD}  a0: &a0 {k0: 1}\n${repeat(40, i => `  a${i + 1}: &a${i + 1}\n    <<: [${`*a${i}, `.repeat(9)}*a0]\n    k${i}: 1\n`)}  <<: *a40\n`;
  const templates = `${HEAD}  templates: &t0 [{name: a}]\n${repeat(40, i => `  templates: &t${i + 1} [{name: a, template: *t${i}, selector: *t${i}}]\n`)}`;

  it.each([
    ['that double', laughs],
    ['that merge each other', merges],
    ['that stand for templates', templates],
    ['that hold themselves', `${HEAD}  templates: &a [*a, *a]\n  x: &x {<<: *x, y: *x}\n`],
    ['that are their own keys', `${HEAD}  &a a: *a\n  *a : b\n`],
    ['that merge themselves', `${HEAD}  <<: &m\n    <<: *m\n    <<: [*m, *m]\n`],
    ['in a long chain', `${HEAD}  a0: &a0 1\n${repeat(2000, i => `  a${i + 1}: &a${i + 1} *a${i}\n`)}`],
    ['twenty thousand', HEAD + repeat(20_000, i => `  k${i}: &a${i} v\n`)],
    ['used fifty thousand times', `${HEAD}  a: &a [1]\n${repeat(50_000, i => `  k${i}: *a\n`)}`],
    ['of nothing', `${HEAD}${'  a: *x\n'.repeat(5000)}`],
  ])('are answered: %s', (_, text) => {
    expect(Object.keys(check(text)).length).toBeGreaterThan(0);
  });
});

describe('thousands of problems', () => {
  it.each([
    ['unknown-field', HEAD + repeat(10_000, i => `  unknown${i}: 1\n`)],
    ['duplicate-key', HEAD + '  duration: 20m\n'.repeat(10_001)],
    ['wrong-type', `${HEAD}  templates:\n${'    - name: 5\n'.repeat(10_000)}`],
    [
      'arg-empty-value',
      `${HEAD}  analyses:\n    - name: a\n      templateName: b\n      args:\n${repeat(10_000, i => `        - name: a${i}\n          value: ""\n`)}`,
    ],
    [
      'exp-required-mixed-hang',
      `${HEAD}  analyses:\n    - name: r\n      templateName: b\n      requiredForCompletion: true\n${repeat(2000, i => `    - name: a${i}\n      templateName: b\n`)}`,
    ],
    ['unknown-field', `${HEAD}${repeat(10_000, i => `  unknown${i}: [${'"${A}", '.repeat(10)}1]\n`)}`],
    ['url-host-empty', `${TEMPLATE}  metrics:\n    - name: "${'http://:1 '.repeat(10_000)}"\n`],
    ['yaml-document-end', `${HEAD}${'...\n'.repeat(10_000)}  x: 1\n`],
  ])('are all said: %s', (rule, text) => {
    expect(check(text)[rule]).toBe(rule === 'exp-required-mixed-hang' ? 2000 : 10_000);
  });
});

describe('text made to be slow', () => {
  it.each([
    ['blank lines behind an ellipsis', `${HEAD}...\n${'\n'.repeat(50_000)}  x: 1\n`],
    ['quotes that stay open', `${HEAD}${'  a: "\n'.repeat(5000)}`],
    ['one quote that stays open', `${HEAD}  a: "${'\n  b: 1'.repeat(20_000)}`],
    ['half-typed lines', HEAD + repeat(5000, i => `  half${i}\n`)],
    ['placeholders that stay open', `${TEMPLATE}  metrics:\n    - name: "${'{{'.repeat(200_000)}"\n`],
    ['actions of Helm that stay open', `${TEMPLATE}  metrics:\n    - name: "{{-${'{{'.repeat(100_000)}"\n`],
    ['variables that stay open', `${TEMPLATE}  metrics:\n    - name: "${'${a:'.repeat(100_000)}"\n`],
    ['colons in a line', `${HEAD}  a: ${'b: '.repeat(20_000)}`],
    ['commas', `${HEAD}  x: [${','.repeat(50_000)}]`],
    ['braces', `${HEAD}  x: {${'}{'.repeat(20_000)}`],
    ['dashes', `${HEAD}  ${'-'.repeat(500_000)}`],
    ['blanks', `${HEAD}${' '.repeat(1_000_000)}x`],
    ['carriage returns', '\r'.repeat(300_000) + HEAD],
    ['comments', HEAD + '# \n'.repeat(200_000)],
    ['a long name', `${HEAD}  ${'k'.repeat(500_000)}: 1\n`],
    ['directives', `%YAML 9.9\n%TAG ! tag:x,2000:\n---\n${HEAD}`],
    ['tags', `${HEAD}  x: !!binary foo\n  y: !!python/object:os.system [ls]\n`],
    ['documents', `${HEAD}---\n`.repeat(3000)],
  ])('is answered: %s', (_, text) => {
    expect(exercise(newService(), text)).toBeInstanceOf(Array);
  });
});

describe('names that JavaScript knows', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

  it('are plain names, as keys, kinds, versions, templates, analyses and args', () => {
    const entries = names.map(name => `${name}: {polluted: 1, ${name}: 1}`);
    const text = `${HEAD}  ${entries.join('\n  ')}
  templates:
${names.map(name => `    - {name: ${name}, ${name}: 1, selector: {matchLabels: {${name}: x}}, template: {metadata: {labels: {${name}: x}}}}`).join('\n')}
  analyses:
${names.map(name => `    - {name: ${name}, templateName: ${name}, args: [{name: ${name}, value: "{{templates.${name}.podTemplateHash}}"}]}`).join('\n')}
`;
    expect(check(text)['unknown-field']).toBe(2 * names.length);
    for (const name of names) {
      check(`apiVersion: argoproj.io/v1alpha1\nkind: ${name}\nmetadata: {name: ${name}, namespace: ${name}}\n`);
      check(`apiVersion: argoproj.io/${name}\nkind: Experiment\n`);
      check(`${TEMPLATE}  args: [{name: ${name}}]\n  metrics: [{name: "{{args.${name}}}", provider: {${name}: {}}}]\n`);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect({}).not.toHaveProperty('polluted');
  });

  it('are settings that mean nothing', () => {
    const service = newService({ [URI]: `${HEAD}  duration: 5\n` });
    const severities = JSON.parse('{"__proto__": "off", "constructor": "off"}');
    expect(service.diagnose(URI, { argoVersion: '1.10', severities }).map(problem => problem.rule)).toContain(
      'wrong-type',
    );
  });
});

describe.each(examples)('$name, half typed', ({ text }) => {
  it('is answered at every cut, with completion where it is cut', () => {
    const service = newService();
    for (let end = 0; end <= text.length; end += 7) exercise(service, text.slice(0, end), [end]);
  });

  it('is answered without any one of its lines, and with a line typed in its middle', () => {
    const service = newService();
    const lines = text.split('\n');
    for (let i = 0; i < lines.length; i += 2) {
      exercise(service, lines.toSpliced(i, 1).join('\n'), []);
      const typed = lines
        .toSpliced(i, 0, `${/^ */.exec(lines[i] ?? '')?.[0]}na`)
        .slice(0, i + 40)
        .join('\n');
      const cursor = lines.slice(0, i).join('\n').length + 3;
      exercise(service, typed, [Math.min(cursor, typed.length)]);
    }
  });
});

describe('any change of an example', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      '\n',
      '  ',
      '\t',
      ':',
      ': ',
      '- ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '#',
      '&a ',
      '*a',
      '<<: ',
      '|\n',
      '>-\n',
      '---\n',
      '...\n',
      '? ',
      '!!str ',
      '{{',
      '}}',
      '\r',
      '\0',
      '\ufeff',
      '%',
      '@',
      '__proto__: ',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );

  it('is answered', () => {
    const service = newService();
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.array(pieces, { maxLength: 4 }),
        ({ text }, at, removed, inserted) => {
          const start = at % (text.length + 1);
          const typed = inserted.join('');
          exercise(service, text.slice(0, start) + typed + text.slice(start + removed), [start, start + typed.length]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is answered for text out of nothing but pieces of YAML', () => {
    const service = newService();
    const words = fc.constantFrom(
      'spec',
      'templates',
      'name',
      'analyses',
      'metrics',
      'args',
      'value',
      'a',
      '1',
      'true',
      '\n',
      '\n  ',
      '\n    ',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(HEAD, TEMPLATE, ''),
        fc.array(fc.oneof(pieces, words), { maxLength: 60 }),
        (head, parts) => {
          const text = head + parts.join('');
          exercise(service, text, [text.length, head.length]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
