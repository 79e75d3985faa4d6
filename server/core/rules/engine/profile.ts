/** How a severity is reported in each profile. */
import type { Profile, Settings, Severity } from '../../env.ts';

/** `strict` raises advice to warnings. A severity that is set for the rule by itself wins over the profile. */
export function severityIn(
  { profile, severities }: Pick<Settings, 'profile' | 'severities'>,
  rule: string,
  own: Severity,
): Severity | 'off' {
  return severities[rule] ?? (raises(profile) && own === 'info' ? 'warning' : own);
}

function raises(profile: Profile = 'standard'): boolean {
  return profile === 'strict';
}
