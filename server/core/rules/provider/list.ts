import type { Rule } from '../rule.ts';
import { urlHostEmpty } from './url-host-empty.ts';

/** Providers: what each needs, and what it does with what it gets (2.6, 3.6). */
export const PROVIDER_RULES: readonly Rule[] = [urlHostEmpty];
