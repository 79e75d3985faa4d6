/** What is not staged by the rules, and why. The list is only to become shorter. */
import type { Level } from './proof.ts';

export type Reason =
  /** kubectl, Helm or the editor find it; a cluster never gets to see it. */
  | 'no cluster sees it'
  /** Says nothing that a controller does. */
  | 'no controller does it'
  /** The program that the metric or the route asks is not there. */
  | 'needs a program that is not there'
  /** Only on another release line than the one that the rules are staged on. */
  | 'another release'
  /** A scenario or a test beside this one plays it. */
  | 'played elsewhere'
  /** Told by another rule, or by none: it says what a person may expect, and no file is wrong. */
  | 'no mistake of a file';

export interface NotStaged {
  readonly rule: string;
  readonly level: Level;
  readonly reason: Reason;
  /** Where it is played, what is missing, or what it is. */
  readonly note: string;
}

export const notStaged: readonly NotStaged[] = [
  {
    rule: 'cond-version',
    level: 'trap',
    reason: 'another release',
    note: 'oracle.test.ts asks the libraries of both releases',
  },
  { rule: 'cond-struct-case', level: 'trap', reason: 'needs a program that is not there', note: 'CloudWatch' },
  { rule: 'cloudwatch-no-data', level: 'trap', reason: 'needs a program that is not there', note: 'CloudWatch' },
  { rule: 'promql-syntax', level: 'trap', reason: 'needs a program that is not there', note: 'Prometheus' },
  { rule: 'promql-range-missing', level: 'trap', reason: 'needs a program that is not there', note: 'Prometheus' },
  { rule: 'promql-instant-range', level: 'trap', reason: 'needs a program that is not there', note: 'Prometheus' },
  {
    rule: 'job-restart-on-failure',
    level: 'trap',
    reason: 'needs a program that is not there',
    note: 'a kubelet that starts containers again in place',
  },
  {
    rule: 'exp-generate-name-apply',
    level: 'trap',
    reason: 'no cluster sees it',
    note: 'kubectl apply refuses it before it asks',
  },
  { rule: 'helm-eats-placeholder', level: 'trap', reason: 'no cluster sees it', note: 'Helm' },
  { rule: 'helm-escape-outside-chart', level: 'trap', reason: 'no cluster sees it', note: 'Helm' },
  { rule: 'token-not-replaced', level: 'trap', reason: 'no cluster sees it', note: 'what fills the tokens in' },
  { rule: 'yaml-no-break-space', level: 'trap', reason: 'no cluster sees it', note: 'kubectl does not read it' },
  { rule: 'yaml-separator-missing', level: 'trap', reason: 'no cluster sees it', note: 'kubectl reads one document' },
  { rule: 'yaml-text-dropped', level: 'trap', reason: 'no cluster sees it', note: 'kubectl drops the text' },
  { rule: 'yaml-space-before-colon', level: 'trap', reason: 'no cluster sees it', note: 'valid YAML' },
  { rule: 'yaml-implicit-bool', level: 'trap', reason: 'no cluster sees it', note: 'wrong-type tells it' },
  { rule: 'rehearsal-name-unknown', level: 'trap', reason: 'no cluster sees it', note: 'a comment for the rehearsal' },
  { rule: 'rehearsal-time-invalid', level: 'trap', reason: 'no cluster sees it', note: 'a comment for the rehearsal' },
  {
    rule: 'secret-in-plain-text',
    level: 'trap',
    reason: 'no controller does it',
    note: 'who can read the object can read the secret',
  },
  { rule: 'exp-analysisrun-deleted', level: 'run', reason: 'played elsewhere', note: 'scenario analysis-run-deleted' },
  {
    rule: 'exp-terminate-required-hang',
    level: 'trap',
    reason: 'played elsewhere',
    note: 'scenario terminate-required-unfinished',
  },
  { rule: 'exp-pods-flap', level: 'trap', reason: 'played elsewhere', note: 'scenario pods-flap' },
  {
    rule: 'exp-service-gone-early',
    level: 'trap',
    reason: 'played elsewhere',
    note: 'scenario service-gone-before-the-end',
  },
  { rule: 'job-terminated', level: 'trap', reason: 'played elsewhere', note: 'scenario job-terminated' },
  {
    rule: 'ttl-misses-errors',
    level: 'trap',
    reason: 'no mistake of a file',
    note: 'the run has no end to count from',
  },
  { rule: 'ttl-misplaced', level: 'trap', reason: 'no mistake of a file', note: 'field-wrong-level tells it' },
  { rule: 'kayenta-thresholds-name', level: 'trap', reason: 'no mistake of a file', note: 'unknown-field tells it' },
  { rule: 'job-metadata-ignored', level: 'trap', reason: 'no mistake of a file', note: 'unknown-field tells it' },
  { rule: 'web-non-json', level: 'trap', reason: 'no mistake of a file', note: 'what the endpoint answers' },
  { rule: 'datadog-null-point', level: 'trap', reason: 'no mistake of a file', note: 'what Datadog answers' },
  { rule: 'step-exp-weight-while-pending', level: 'trap', reason: 'no mistake of a file', note: 'how weights work' },
  {
    rule: 'step-exp-skipped-initially',
    level: 'trap',
    reason: 'no mistake of a file',
    note: 'how a first deployment works',
  },
  {
    rule: 'analysis-hash-first-deploy',
    level: 'trap',
    reason: 'no mistake of a file',
    note: 'how a first deployment works',
  },
  { rule: 'step-exp-terminate-passes', level: 'trap', reason: 'no mistake of a file', note: 'what a person does' },
  {
    rule: 'step-exp-invalid-blocks',
    level: 'trap',
    reason: 'no mistake of a file',
    note: 'the rules on templates tell it',
  },
];
