import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../server/core/index.ts';
import { readCursor } from '../../support/marked.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/a.yaml';
const RUN =
  'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: a\nspec:\n  metrics:\n    - name: m\n';

function hover(
  marked: string,
  settings = DEFAULT_SETTINGS,
): readonly [text: string | undefined, shown: string | undefined] {
  const { text, offset } = readCursor(marked);
  const found = newService({ [URI]: text }).hover(URI, offset, settings);
  return [found && text.slice(found.range.start, found.range.end), found?.markdown];
}

describe('values that mean something', () => {
  it('durations, in words', () => {
    expect(hover(`${RUN}      interval: 90<|>s\n`)).toEqual(['90s', '`90s`: 1 min 30 s']);
    expect(hover(`${RUN}      interval: so<|>on\n`)).toEqual([undefined, undefined]);
  });

  it('values of a list of allowed ones', () => {
    const [text, shown] = hover(`${RUN}      provider:\n        datadog:\n          apiVersion: v<|>2\n`);
    expect(text).toBe('v2');
    expect(shown).toMatch(/^`v2`: \w/);
  });

  it('the kind', () => {
    const [text, shown] = hover('apiVersion: argoproj.io/v1alpha1\nkind: Exper<|>iment\n');
    expect(text).toBe('Experiment');
    expect(shown).toMatch(/^\*\*`Experiment`\*\*\n\n\w/);
  });

  it('no others', () => {
    expect(hover(`${RUN.replace('name: a', 'name: a<|>')}`)).toEqual([undefined, undefined]);
  });
});

describe('a field', () => {
  it('newer than the release of the file says so', () => {
    const marked = `${RUN}      consecutive<|>SuccessLimit: 2\n`;
    expect(hover(marked, { ...DEFAULT_SETTINGS, argoVersion: '1.7' })[1]).toMatch(/\n\n_Not in Argo Rollouts 1\.7\._$/);
    expect(hover(marked)[1]).not.toContain('_Not in');
  });

  it('of Kubernetes is explained too', () => {
    const pod = 'template:\n        spec:\n          terminationGrace<|>PeriodSeconds: 5\n';
    const [text, shown] = hover(
      `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n  templates:\n    - name: a\n      ${pod}`,
    );
    expect(text).toBe('terminationGracePeriodSeconds');
    expect(shown).toMatch(/^\*\*`terminationGracePeriodSeconds`\*\*/);
  });
});
