import type { Rule } from '../engine/rule.ts';
import { argValueNotString } from './arg-value-not-string.ts';
import { containerDuplicate } from './container-duplicate.ts';
import { duplicateKey } from './duplicate-key.ts';
import { fieldCase } from './field-case.ts';
import { fieldVersion } from './field-version.ts';
import { fieldWrongLevel } from './field-wrong-level.ts';
import { integerTooLarge } from './integer-too-large.ts';
import { kindMissing } from './kind-missing.ts';
import { kindUnknown } from './kind-unknown.ts';
import { objectNameInvalid } from './object-name-invalid.ts';
import { requiredFields } from './required-field.ts';
import { tokenNotReplaced } from './token-not-replaced.ts';
import { unknownField } from './unknown-field.ts';
import { valueNotAllowed } from './value-not-allowed.ts';
import { wrongType } from './wrong-type.ts';

/** What the API server's schema says (docs/controller/checks.md, docs/controller/traps.md#yaml-shape). */
export const STRUCTURE_RULES: readonly Rule[] = [
  kindMissing,
  kindUnknown,
  objectNameInvalid,
  tokenNotReplaced,
  unknownField,
  fieldCase,
  fieldWrongLevel,
  fieldVersion,
  duplicateKey,
  wrongType,
  argValueNotString,
  valueNotAllowed,
  integerTooLarge,
  containerDuplicate,
  ...requiredFields,
];
