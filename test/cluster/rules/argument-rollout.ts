/** Args that a Rollout passes. */
import { both, ends, invalid, makesNo, passes, stays } from './outcomes.ts';
import type { Proof, Staging } from './proof.ts';

const INLINE = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: c, image: i }] } }
  strategy:
    canary:
      steps: [{ analysis: { templates: [{ templateName: all }], args: [{ name: host, value: shop }] } }]
`;

const UPDATED: Staging = { update: true, edits: [['replicas: 3', 'replicas: 1']] };

function inlined(path: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: all }
spec:
  args: [{ name: host }]
  metrics: [{ name: m, provider: { web: { url: "http://{{args.host}}/${path}" } } }]
`;
}

export const argumentRolloutProofs: readonly Proof[] = [
  {
    rule: 'nested-arg-not-declared',
    level: 'trap',
    bad: invalid('AnalysisTemplate health: failed to resolve {{args.host}}'),
    staging: { also: INLINE },
  },
  {
    rule: 'ro-arg-unresolved',
    level: 'run',
    bad: invalid('steps[1].analysis.templates: Invalid value: "templateNames: [health]": args.host was not resolved'),
  },
  {
    rule: 'ro-background-args-missing',
    level: 'run',
    bad: invalid('canary.analysis.templates: Invalid value: "templateNames: [health]": args.host was not resolved'),
  },
  {
    rule: 'ro-template-placeholder-unresolved',
    level: 'run',
    bad: invalid('AnalysisTemplate all: failed to resolve {{args.path}}'),
    staging: {
      also: INLINE,
      instead: {
        because: 'arg-undeclared tells it in the template',
        bad: inlined('{{args.path}}'),
        fixed: inlined('{{args.host}}'),
      },
    },
  },
  {
    rule: 'step-arg-fieldref-metadata',
    level: 'lint',
    bad: invalid('Analyses arguments must refer to valid object metadata supported by downwardAPI'),
  },
  {
    rule: 'ro-arg-podhash-typo',
    level: 'trap',
    bad: passes('host', /^$/, 'nothing'),
    fixed: passes('host', /^[0-9a-f]{6,}$/, 'a pod hash'),
    staging: UPDATED,
  },
  {
    rule: 'ro-arg-two-sources',
    level: 'trap',
    bad: passes('host', /^[0-9a-f]{6,}$/, 'a pod hash'),
    same: 'podTemplateHashValue wins over the value',
    staging: UPDATED,
  },
  {
    rule: 'ro-arg-without-value',
    level: 'trap',
    bad: passes('host', /^$/, 'nothing'),
    fixed: passes('host', /^shop$/, 'shop'),
    staging: UPDATED,
  },
  {
    rule: 'step-arg-fieldpath-invalid',
    level: 'run',
    bad: both(makesNo('AnalysisRun'), stays('Rollout', 'Progressing', 12)),
    fixed: passes('host', /^registry\.example\/app:2$/, 'the image'),
    staging: UPDATED,
  },
  {
    rule: 'step-exp-arg-unresolved',
    level: 'run',
    bad: both(
      ends('Experiment', 'Error', "Failed to create AnalysisRun for analysis 'health': args.host was not resolved"),
      ends(
        'Rollout',
        'Degraded',
        'RolloutAborted: Rollout aborted update to revision 2: Experiment analysis phase is error/failed',
      ),
    ),
    fixed: ends('Experiment', 'Successful'),
    staging: UPDATED,
  },
];
