import { describe, expect, it } from 'vitest';
import { buildLanguage } from '../../schemas/build.ts';
import { createService, DEFAULT_SETTINGS } from '../../server/core/index.ts';
import { SchemaWalker } from '../../server/core/schema/walk.ts';
import { type Fact, kinds, type Release, readCommittedFacts, releases } from './facts.ts';

const language = buildLanguage();
const walker = new SchemaWalker(language);
const service = createService({ language, log: (_, message) => expect.fail(message) });
const uri = 'file:///manifest.yaml';

describe.each(releases)('every field of Argo Rollouts %s', release => {
  it.each(kinds)('%s: hover shows our text', kind => {
    const silent = fieldsOf(kind, release).filter(({ path }) => {
      const { text, cursor } = write(kind, path, 'key');
      service.update(uri, text);
      const shown = service.hover(uri, cursor, { ...DEFAULT_SETTINGS, argoVersion: release })?.markdown ?? '';
      const description = walker.at(walker.kind('argoproj.io', 'v1alpha1', kind) ?? {}, steps(path))?.description;
      return description === undefined || !shown.includes(description);
    });
    expect(silent).toEqual([]);
  });

  it.each(kinds)('%s: completion offers it at its place, unless the controller writes it', kind => {
    const written = fieldsOf(kind, release).filter(({ path }) => !path.startsWith('status.'));
    const wrong = written.filter(({ path }) => {
      const { text, cursor } = write(kind, path, 'completion');
      service.update(uri, text);
      const settings = { ...DEFAULT_SETTINGS, argoVersion: release };
      const isOffered = service.complete(uri, cursor, settings).some(({ label }) => label === lastKey(path));
      return isOffered === (path === 'status');
    });
    expect(wrong).toEqual([]);
  });
});

/** Facts that name a field, not an item of a list or a value of a map. */
function fieldsOf(kind: string, release: Release): Fact[] {
  return readCommittedFacts(release).filter(fact => fact.kind === kind && !/(?:\[\]|\{\})$/.test(fact.path));
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function steps(path: string): (string | number)[] {
  return path.split('.').flatMap(step => {
    const name = step.replace(/[[\]{}]/g, '');
    return step.endsWith('[]') ? [name, 0] : step.endsWith('{}') ? [name, 'any'] : [name];
  });
}

/** A document that holds nothing but the way to a field: with the cursor in its key, or where the key is still to be written. */
function write(kind: string, path: string, purpose: 'key' | 'completion'): { text: string; cursor: number } {
  const lines = ['apiVersion: argoproj.io/v1alpha1', `kind: ${kind}`];
  let column = 0;
  let dash = '';
  const add = (content: string) => {
    lines.push(`${' '.repeat(column - dash.length)}${dash}${content}`);
    dash = '';
  };
  for (const step of path.split('.').slice(0, -1)) {
    add(`${step.replace(/[[\]{}]/g, '')}:`);
    column += 2;
    if (step.endsWith('[]')) {
      column += 2;
      dash = '- ';
    } else if (step.endsWith('{}')) {
      add('any:');
      column += 2;
    }
  }
  add(purpose === 'key' ? `${lastKey(path)}:` : '');
  const text = lines.join('\n');
  return { text, cursor: purpose === 'key' ? text.length - 2 : text.length };
}
