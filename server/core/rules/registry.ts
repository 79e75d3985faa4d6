/** Every rule, once. Order is the order of findings at one place. */
import { argEmptyValue } from './analysis/arg-empty-value.ts';
import { argUnused } from './analysis/arg-unused.ts';
import { metricConditionIgnored } from './analysis/metric-condition-ignored.ts';
import { urlHostEmpty } from './analysis/url-host-empty.ts';
import { expNeverEnds } from './experiment/exp-never-ends.ts';
import { expRequiredMixedHang } from './experiment/exp-required-mixed-hang.ts';
import type { Rule } from './rule.ts';
import { argValueNotString } from './structure/arg-value-not-string.ts';
import { containerDuplicate } from './structure/container-duplicate.ts';
import { duplicateKey } from './structure/duplicate-key.ts';
import { fieldCase } from './structure/field-case.ts';
import { fieldVersion } from './structure/field-version.ts';
import { fieldWrongLevel } from './structure/field-wrong-level.ts';
import { kindUnknown } from './structure/kind-unknown.ts';
import { requiredFields } from './structure/required-field.ts';
import { unknownField } from './structure/unknown-field.ts';
import { valueNotAllowed } from './structure/value-not-allowed.ts';
import { wrongType } from './structure/wrong-type.ts';
import { yamlDocumentEnd } from './yaml/yaml-document-end.ts';
import { yamlSyntax } from './yaml/yaml-syntax.ts';
import { yamlTab } from './yaml/yaml-tab.ts';

export const RULES: readonly Rule[] = [
  yamlSyntax,
  yamlTab,
  yamlDocumentEnd,
  kindUnknown,
  unknownField,
  fieldCase,
  fieldWrongLevel,
  fieldVersion,
  duplicateKey,
  wrongType,
  argValueNotString,
  valueNotAllowed,
  containerDuplicate,
  ...requiredFields,
  expRequiredMixedHang,
  expNeverEnds,
  argUnused,
  argEmptyValue,
  urlHostEmpty,
  metricConditionIgnored,
];
