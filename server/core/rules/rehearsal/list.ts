import type { Rule } from '../rule.ts';
import { rehearsalNameUnknown } from './rehearsal-name-unknown.ts';
import { rehearsalTimeInvalid } from './rehearsal-time-invalid.ts';

export const REHEARSAL_RULES: readonly Rule[] = [rehearsalNameUnknown, rehearsalTimeInvalid];
