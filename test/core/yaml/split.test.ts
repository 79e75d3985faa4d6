import { describe, expect, it } from 'vitest';
import { isKubeDocument, readFile } from '../../../server/core/workspace/file.ts';
import { splitDocuments } from '../../../server/core/yaml/split.ts';

const texts = (text: string): readonly string[] => splitDocuments(text).map(slice => slice.text);

describe('documents', () => {
  it('begin at `---`, and joined are the file', () => {
    const text = 'a: 1\n---\nb: 2\n--- # named\nc: |\n  x\n---\nd: 4\n';
    expect(texts(text)).toEqual(['a: 1\n', '---\nb: 2\n', '--- # named\nc: |\n  x\n', '---\nd: 4\n']);
    expect(texts(text).join('')).toBe(text);
  });

  it('take the comments and directives above the first `---` with them', () => {
    expect(texts('# head\n%YAML 1.2\n---\na: 1\n')).toEqual(['# head\n%YAML 1.2\n---\na: 1\n']);
  });

  it('are not cut inside a line', () => {
    expect(texts('a: x---\n  ---\n')).toEqual(['a: x---\n  ---\n']);
  });

  it('are cut wherever a line begins with `---`, as kubectl cuts them', () => {
    expect(texts('a: |\n---- b\n---c\n')).toEqual(['a: |\n', '---- b\n', '---c\n']);
  });

  it('are objects of JSON that follow one another', () => {
    expect(texts('{"a": "}"}\n{"b": 1} {"c": 2}\n---\nd: 1\n')).toEqual([
      '{"a": "}"}\n',
      '{"b": 1} ',
      '{"c": 2}\n',
      '---\nd: 1\n',
    ]);
    expect(texts('{a: 1}\n{"b": 1}\n')).toEqual(['{a: 1}\n{"b": 1}\n']);
  });
});

describe('an edit', () => {
  const doc = (name: string): string =>
    `---\napiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: ${name}\n`;

  it('reads only the document again that it changed', () => {
    const before = readFile('file:///a.yaml', doc('a') + doc('b') + doc('c'));
    const after = readFile('file:///a.yaml', doc('a') + doc('bb') + doc('c'), before);
    expect(after.documents.map((document, i) => document.content === before.documents[i]?.content)).toEqual([
      true,
      false,
      true,
    ]);
    expect(after.documents.map(document => isKubeDocument(document) && document.content.identity.name)).toEqual([
      'a',
      'bb',
      'c',
    ]);
  });

  it('above moves a document without reading it', () => {
    const before = readFile('file:///a.yaml', doc('a') + doc('b'));
    const after = readFile('file:///a.yaml', `---\nx: 1\n${doc('a')}${doc('b')}`, before);
    expect(after.documents[2]?.content).toBe(before.documents[1]?.content);
    expect(after.documents[2]?.start).toBe((before.documents[1]?.start ?? 0) + 9);
  });

  it("of other people's YAML is not parsed", () => {
    expect(readFile('file:///a.yaml', 'apiVersion: v1\nkind: Pod\n').documents[0]?.content.yaml).toBeUndefined();
  });
});
