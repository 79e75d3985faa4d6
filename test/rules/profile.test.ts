/** The profile `strict` raises advice to warnings, and nothing else. */
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../server/core/index.ts';
import { readSettings } from '../../server/lsp/settings.ts';
import { newService } from '../support/service.ts';

const URI = 'file:///shop/experiment.yaml';
const TEXT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  durration: 10m # argo-experiments-ignore exp-status-in-file
  templates:
    - name: canary
      replicas: 0
      selector: { matchLabels: { app: shop } }
      template:
        metadata: { labels: { app: shop } }
        spec: { containers: [{ name: shop, image: "shop:1.0" }] }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: smoke
spec:
  metrics:
    - name: smoke
      count: 3
      interval: 1m
      provider:
        job:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{ name: smoke, image: "smoke:1.0" }]
`;

function severities(settings: Partial<Settings>): readonly string[] {
  const problems = newService({ [URI]: TEXT }).diagnose(URI, { ...DEFAULT_SETTINGS, ...settings });
  return problems.map(({ rule, severity }) => `${severity} ${rule}`).toSorted();
}

it('leaves each severity as it is by default', () => {
  expect(severities({})).toEqual([
    'error unknown-field',
    'hint metric-error-budget',
    'info ignore-unused',
    'info job-backoff-default',
    'info job-no-deadline',
    'warning exp-replicas-zero',
  ]);
  expect(severities({ profile: 'standard' })).toEqual(severities({}));
});

it('raises information to warnings, but for rules that are set by themselves', () => {
  expect(severities({ profile: 'strict', severities: { 'job-no-deadline': 'info', 'ignore-unused': 'off' } })).toEqual([
    'error unknown-field',
    'hint metric-error-budget',
    'info job-no-deadline',
    'warning exp-replicas-zero',
    'warning job-backoff-default',
  ]);
});

it('is read from the settings of an editor', () => {
  expect(readSettings({ profile: 'strict' }).profile).toBe('strict');
  expect(readSettings({ profile: 'strictest' }).profile).toBeUndefined();
});
