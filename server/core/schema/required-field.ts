/** Which rule id a missing required field is reported under, by kind and place (docs/controller/checks.md). */
import type { PathStep } from './walk.ts';

interface Place {
  readonly id: string;
  readonly kinds?: readonly string[];
  /** Matches the path of the object that lacks the field, indices left out, then a dot and the field. */
  readonly path: RegExp;
}

const PLACES: readonly Place[] = [
  { id: 'exp-templates-missing', kinds: ['Experiment'], path: /^(spec|spec\.templates)$/ },
  { id: 'exp-template-field-missing', kinds: ['Experiment'], path: /^spec\.templates\.[^.]+$/ },
  { id: 'exp-analysis-field-missing', kinds: ['Experiment'], path: /^spec\.analyses\.[^.]+$/ },
  { id: 'dryrun-field-missing', path: /\bdryRun\.metricName$/ },
  { id: 'retention-field-missing', path: /\bmeasurementRetention\.[^.]+$/ },
  { id: 'analysisrun-metrics-missing', kinds: ['AnalysisRun'], path: /^(spec|spec\.metrics)$/ },
  { id: 'metric-field-missing', path: /^spec\.metrics\.(name|provider)$/ },
  { id: 'arg-name-missing', path: /\bargs\.name$/ },
  { id: 'secretkeyref-incomplete', path: /\bargs\.valueFrom\.secretKeyRef\.[^.]+$/ },
  { id: 'fieldref-incomplete', path: /\bargs\.valueFrom\.fieldRef\.[^.]+$/ },
  { id: 'container-name-missing', path: /\bspec\.((init|ephemeral)?[cC]ontainers\.name|containers)$/ },
  { id: 'provider-field-missing', path: /^spec\.metrics\.provider\./ },
  { id: 'ro-required-fields', kinds: ['Rollout'], path: /^spec\b/ },
];

export function requiredFieldId(kind: string, path: readonly PathStep[], key: string): string {
  const place = [...path.filter(step => typeof step === 'string'), key].join('.');
  return (
    PLACES.find(each => (!each.kinds || each.kinds.includes(kind)) && each.path.test(place))?.id ?? 'required-field'
  );
}
