/**
 * What is measured: documents and workspaces made the same way every time. One unit is an AnalysisTemplate and an Experiment that
 * uses it, about 60 lines without a mistake, with two lines of blanks where a person would ask for completion.
 */
import type { Position } from 'vscode-languageserver/node';

const unit = (n: number): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: parcel-latency-${n}
  labels: {team: parcels, tier: "${n % 7}"}
spec:
  args:
  - name: service-name
  - name: limit
    value: "0.${(n % 9) + 1}"
  metrics:
  - name: latency
    interval: ${30 + (n % 5) * 10}s
    count: ${3 + (n % 4)}
    failureLimit: 1
    successCondition: len(result) > 0 && result[0] < {{args.limit}}
${'    '}
    provider:
      prometheus:
        address: http://prometheus.monitoring:9090
        query: |
          histogram_quantile(0.95, sum by (le) (rate(
            http_request_duration_seconds_bucket{service="{{args.service-name}}"}[5m]
          )))
  - name: errors
    interval: 1m
    count: 5
    failureCondition: result[0] > 0.05
    provider:
      prometheus:
        address: http://prometheus.monitoring:9090
        query: sum(rate(http_errors_total{service="{{args.service-name}}"}[5m]))
---
apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: parcel-trial-${n}
spec:
  duration: ${5 + (n % 20)}m
  progressDeadlineSeconds: 300
${'  '}
  templates:
  - name: candidate
    replicas: 1
    selector:
      matchLabels: {app: parcels, variant: candidate}
    template:
      metadata:
        labels: {app: parcels, variant: candidate}
      spec:
        containers:
        - name: web
          image: registry.example.com/parcels:1.${n}.0
          ports: [{containerPort: 8080}]
  analyses:
  - name: latency
    templateName: parcel-latency-${n}
    requiredForCompletion: true
    args:
    - name: service-name
      value: parcels-{{templates.candidate.podTemplateHash}}
`;

/** Lines of a unit with its `---`. */
const UNIT_LINES = unit(1).split('\n').length;
const PLANTED_KEY = 'progressDeadlineSeconds';
/** One letter before a known key makes an unknown one of it. */
export const PLANT = 'x';

export interface Spot extends Position {
  /** A letter that may be typed there. */
  readonly typed: string;
}

export interface BenchDocument {
  readonly text: string;
  readonly completions: readonly Spot[];
  readonly hovers: readonly Position[];
  /** Where the mistake is planted. */
  readonly plant: Position;
}

/** A document of about `lines` lines with one mistake near its end; measured at its top, middle and end. */
export function makeDocument(lines: number): BenchDocument {
  const units = Math.max(1, Math.round(lines / UNIT_LINES));
  const text = Array.from({ length: units }, (_, n) => unit(n))
    .join('---\n')
    .split('\n');
  const lineOf = (spot: number, beginning: string): number => {
    const found = text.findIndex((line, at) => at >= spot * UNIT_LINES && line.startsWith(beginning));
    if (found < 0) throw new Error(`No line begins with "${beginning}".`);
    return found;
  };
  const spots = [...new Set([0, Math.floor(units / 2), units - 1])];
  const completions = spots.flatMap((spot): Spot[] => [
    { line: lineOf(spot, '    successCondition') + 1, character: 4, typed: 'i' },
    { line: lineOf(spot, `  ${PLANTED_KEY}`) + 1, character: 2, typed: 's' },
    { line: lineOf(spot, '    templateName:'), character: '    templateName: '.length, typed: 'p' },
  ]);
  const hovers = spots.flatMap((spot): Position[] => [
    { line: lineOf(spot, '    successCondition'), character: 8 },
    { line: lineOf(spot, `  ${PLANTED_KEY}`), character: 6 },
    { line: lineOf(spot, '    templateName:'), character: 8 },
    { line: lineOf(spot, '    requiredForCompletion'), character: 8 },
  ]);
  const plant = { line: lineOf(units - 1, `  ${PLANTED_KEY}`), character: 2 };
  text[plant.line] = `  ${PLANT}${text[plant.line]?.trimStart()}`;
  return { text: text.join('\n'), completions, hovers, plant };
}

export interface BenchFile {
  readonly name: string;
  readonly text: string;
}

export interface BenchWorkspace {
  /** Templates and Experiments in turn; each Experiment uses the template of another file. */
  readonly files: readonly BenchFile[];
  /** One more file with an unknown field, and a reference to a template that no file has. */
  readonly probe: BenchFile & { readonly fieldLine: number; readonly referenceLine: number };
}

export function makeWorkspace(count: number): BenchWorkspace {
  const files = Array.from({ length: count }, (_, i): BenchFile => {
    const n = Math.floor(i / 2);
    const [template = '', experiment = ''] = unit(n).split('---\n');
    return i % 2 === 0
      ? { name: `template-${n}.yaml`, text: template }
      : { name: `experiment-${n}.yaml`, text: experiment };
  });
  const [, experiment = ''] = unit(count).split('---\n');
  const text = experiment
    .replace(PLANTED_KEY, PLANT + PLANTED_KEY)
    .replace(/templateName: .*/, 'templateName: no-such-template');
  const lineOf = (part: string): number => text.split('\n').findIndex(line => line.includes(part));
  return {
    files,
    probe: {
      name: 'probe.yaml',
      text,
      fieldLine: lineOf(PLANT + PLANTED_KEY),
      referenceLine: lineOf('no-such-template'),
    },
  };
}
