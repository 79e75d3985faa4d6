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

  it('seconds, in words, by name and by unit', () => {
    const spec = 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n  ';
    expect(hover(`${spec}progressDeadlineSeconds: 6<|>00\n`)).toEqual(['600', '`600`: 10 min']);
    expect(hover(`${spec}scaleDownDelaySeconds: <|>0\n`)).toEqual(['0', '`0`: 0 s']);
    expect(hover(`${spec}scaleDownDelaySeconds: -<|>5\n`)).toEqual([undefined, undefined]);
    const ttl = 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisRun\nspec:\n  ttlStrategy:\n    ';
    expect(hover(`${ttl}secondsAfterFailure: 8640<|>0\n`)).toEqual(['86400', '`86400`: 24 h']);
    const prometheus = `${RUN}      provider:\n        prometheus:\n          `;
    expect(hover(`${prometheus}timeout: 9<|>0\n`)).toEqual(['90', '`90`: 1 min 30 s']);
    const job = `${RUN}      provider:\n        job:\n          spec:\n            `;
    expect(hover(`${job}ttlSecondsAfterFinished: 36<|>00\n`)).toEqual(['3600', '`3600`: 1 h']);
    const period = 'cloudWatch:\n          metricDataQueries:\n            - period: "30<|>0"\n';
    expect(hover(`${RUN}      provider:\n        ${period}`)).toEqual(['"300"', '`300`: 5 min']);
  });

  it('a pause, as seconds or as a duration', () => {
    const step = (pause: string): string =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  strategy:\n    canary:\n      steps:\n        - pause: {duration: ${pause}}\n`;
    expect(hover(step('60<|>0'))).toEqual(['600', '`600`: 10 min']);
    expect(hover(step('"60<|>0"'))).toEqual(['"600"', '`600`: 10 min']);
    expect(hover(step('<|>90m'))).toEqual(['90m', '`90m`: 1 h 30 min']);
    expect(hover(step('<|>1d'))).toEqual([undefined, undefined]);
  });

  it('amounts of CPU and memory', () => {
    const pod =
      'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n  templates:\n    - template:\n        spec:\n';
    const limit = (text: string): string =>
      `${pod}          containers:\n            - resources:\n                limits: {${text}}\n`;
    expect(hover(limit('cpu: 50<|>0m'))).toEqual(['500m', '`500m`: 0.5 CPU cores']);
    expect(hover(limit('cpu: <|>1'))).toEqual(['1', '`1`: 1 CPU core']);
    expect(hover(limit('memory: 12<|>8Mi'))).toEqual(['128Mi', '`128Mi`: 128 MiB (134,217,728 bytes)']);
    expect(hover(limit('memory: 40<|>0m'))).toEqual(['400m', '`400m`: 0.4 bytes']);
    expect(hover(limit('nvidia.com/gpu: <|>1'))).toEqual([undefined, undefined]);
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
