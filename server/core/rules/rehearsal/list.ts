import type { Rule } from '../engine/rule.ts';
import { rehearsalNameUnknown } from './rehearsal-name-unknown.ts';
import { rehearsalTimeInvalid } from './rehearsal-time-invalid.ts';

export const REHEARSAL_RULES: readonly Rule[] = [rehearsalNameUnknown, rehearsalTimeInvalid];
