import { describe, expect, it } from 'vitest';
import { isOwnPlace } from '../../../client/typing/own-place.ts';
import { buildLanguage } from '../../../schemas/build.ts';
import { OWN_GROUPS, OWN_KINDS } from '../../../server/protocol.ts';

const language = buildLanguage();

/** `<|` marks the cursor. */
const isOwn = (marked: string): boolean => isOwnPlace(marked.replace('<|', ''), marked.indexOf('<|'));

const EXPERIMENT = 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\n';
const WORKFLOW = 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n';
const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\n';

describe('a place where our Enter rules hold', () => {
  it('is in a document of one of the kinds that the language server knows', () => {
    expect([...OWN_KINDS].sort()).toEqual(language.kinds.map(({ kind }) => kind).sort());
    expect([...OWN_GROUPS].sort()).toEqual([...new Set(language.kinds.map(({ group }) => group))].sort());
    for (const { group, version, kind } of language.kinds)
      expect(isOwn(`apiVersion: ${group}/${version}\nkind: ${kind}\nspec:<|`)).toBe(true);
  });

  it.each([
    ['in any order', 'kind: Experiment\napiVersion: argoproj.io/v1alpha1<|\n'],
    [
      'quoted, with Windows line ends and comments',
      `"apiVersion": 'argoproj.io/v1alpha1'\r\n"kind": "Rollout" # ours\r\n<|`,
    ],
    ['above its kind', '<|apiVersion: argoproj.io/v1alpha1\nkind: AnalysisRun'],
    ['behind a document of others', `${DEPLOYMENT}---\n${EXPERIMENT}spec:<|`],
    ['before a document of others', `${EXPERIMENT}spec:<|\n---\n${DEPLOYMENT}`],
    [
      'in an item of a list',
      `apiVersion: v1\nkind: List\nitems:\n  - kind: Experiment\n    apiVersion: argoproj.io/v1alpha1\n    spec:<|`,
    ],
    ['behind a text of several lines', `${EXPERIMENT}spec:\n  query: |\n    up\n  other:<|`],
    ['beside a text of several lines in a list', `${EXPERIMENT}args:\n  - value: |\n      up\n    name:<|`],
    ['above a text of several lines', `${EXPERIMENT}spec:<|\n  query: |\n    up\n`],
    ['where a text of several lines begins', `${EXPERIMENT}spec:\n  query: |<|`],
  ])('%s', (_, text) => {
    expect(isOwn(text)).toBe(true);
  });
});

describe('a place that is not ours', () => {
  it.each([
    ['an empty file', '<|'],
    ['a kind of another project of the same group', `${WORKFLOW}spec:<|`],
    ['a kind that is still typed', 'apiVersion: argoproj.io/v1alpha1\nkind: Exp<|'],
    ['no kind', 'apiVersion: argoproj.io/v1alpha1<|\n'],
    ['a document of others', `${DEPLOYMENT}spec:<|`],
    ['a document of others beside ours', `${EXPERIMENT}---\n${DEPLOYMENT}spec:<|\n---\n${EXPERIMENT}`],
    [
      'what names a kind of ours',
      `kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2\nspec:\n  scaleTargetRef:\n    apiVersion: argoproj.io/v1alpha1\n    kind: Rollout\n<|`,
    ],
    ['a text of several lines', `${EXPERIMENT}spec:\n  query: |\n    sum by (app):<|`],
    ['a folded text', `${EXPERIMENT}spec:\n  query: >-  # folded\n    up\n\n      and:<|`],
    ['a text of several lines in a list', `${EXPERIMENT}args:\n  - |\n    if true:<|`],
    [
      'a text of several lines under a name in a list',
      `${EXPERIMENT}args:\n  - name: a\n    value: !!str |2-\n       if true:<|`,
    ],
    ['an empty line of a text of several lines', `${EXPERIMENT}spec:\n  query: |\n    <|`],
  ])('%s', (_, text) => {
    expect(isOwn(text)).toBe(false);
  });

  it('is found in time in proportion to the text', () => {
    for (const part of ['- ', 'a:\n', '---\n', '--- x\n', '  |\n', 'kind: \n', '\n'])
      expect(isOwnPlace(part.repeat(100_000), 50_000)).toBe(false);
  });
});
