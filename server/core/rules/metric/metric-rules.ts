import { ARGO_KINDS } from '../../model/analysis.ts';
import { nearest } from '../../text/nearest.ts';
import { matchRule } from '../../workspace/merging.ts';
import { type RuleField, ruleSets } from '../../workspace/rule-sets.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { replaceWith, safe } from '../engine/fix.ts';
import type { Finding, Fix, Rule, RuleContext } from '../engine/rule.ts';

export const dryRunNoMatch: Rule = {
  id: 'dryrun-no-match',
  title: 'Dry-run rule matches no metric',
  docs: 'A rule of `dryRun` is a Go regular expression that must match the name of a metric of the run. One that matches none, or is no regular expression, makes the run Error before any measurement.',
  severity: 'error',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  check: context => noMatch(context, 'dryRun'),
};

export const retentionNoMatch: Rule = {
  id: 'retention-no-match',
  title: 'Retention rule matches no metric',
  docs: 'A rule of `measurementRetention` is a Go regular expression that must match the name of a metric of the run. One that matches none, or is no regular expression (`*` alone is none), makes the run Error before any measurement.',
  severity: 'error',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  check: context => noMatch(context, 'measurementRetention'),
};

export const dryRunStar: Rule = {
  id: 'dryrun-star',
  title: '`*` matches no metric',
  docs: 'A rule of `dryRun` is a Go regular expression, and `*` alone is none: it matches nothing, and the run is Error before any measurement. All metrics are matched by `.*`.',
  severity: 'error',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { rules } of ruleSets(context, 'dryRun')) {
      for (const { metricName } of rules) {
        if (metricName?.value !== '*') continue;
        yield {
          range: metricName.range,
          message:
            '`*` is no regular expression: it matches no metric, and the run is Error before it measures anything. Write `.*` for all metrics.',
          fixes: safe(write('.*', metricName)),
        };
      }
    }
  },
};

export const dryRunUnanchored: Rule = {
  id: 'dryrun-unanchored',
  title: 'Dry-run rule matches more than its name',
  docs: 'A rule of `dryRun` matches every metric whose name contains it: `test` makes `latest` a dry run as well, and a `.` stands for any character. A metric that is a dry run by mistake decides nothing.',
  severity: 'info',
  kinds: ARGO_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const { rules, runs } of ruleSets(context, 'dryRun')) {
      for (const rule of rules) {
        const { metricName } = rule;
        if (typeof metricName?.value !== 'string' || !/^[\w. -]+$/.test(metricName.text)) continue;
        const name = metricName.text;
        for (const { metrics } of runs) {
          const found = matchRule(rule, metrics);
          if (!found || 'error' in found || !found.metrics.some(({ what }) => what.name?.text === name)) continue;
          const others = found.metrics.filter(({ what }) => what.name?.text !== name);
          if (others.length === 0) continue;
          const anchored = `^${name.replaceAll('.', '\\.')}$`;
          yield {
            range: metricName.range,
            message: `\`${name}\` matches ${others.map(({ what }) => `\`${what.name?.text}\``).join(', ')} as well: that is a dry run too, and decides nothing. Write \`${anchored}\` for this one alone.`,
            related: others.flatMap(({ what, at }) =>
              what.name ? [{ in: at, range: what.name.range, message: 'matched as well' }] : [],
            ),
            fixes: write(anchored, metricName),
          };
          break;
        }
      }
    }
  },
};

function* noMatch(context: RuleContext, field: RuleField): Iterable<Finding> {
  if (!context.isWhole) return;
  for (const { rules, runs } of ruleSets(context, field)) {
    for (const rule of rules) {
      const { metricName } = rule;
      // A lone star has a rule of its own, but for dry runs only.
      if (!metricName || (field === 'dryRun' && metricName.value === '*')) continue;
      const answers = runs.map(({ metrics }) => ({ found: matchRule(rule, metrics), metrics }));
      const broken = answers.flatMap(({ found }) => (found && 'error' in found ? found.error : []))[0];
      if (broken !== undefined) {
        const isStar = metricName.text === '*';
        yield {
          range: metricName.range,
          message: `\`${metricName.text}\` is no regular expression (${reasonOf(broken)}): it matches no metric, and the run is Error before it measures anything. ${isStar ? 'Write `.*` for all metrics.' : 'Write the name of a metric.'}`,
          fixes: isStar ? write('.*', metricName) : [],
        };
        continue;
      }
      const isMissed = answers.every(
        ({ found, metrics }) =>
          metrics.length > 0 && found && 'metrics' in found && found.isCertain && found.metrics.length === 0,
      );
      if (!isMissed || answers.length === 0 || !runs.every(run => run.isCertain())) continue;
      const names = [
        ...new Set(answers.flatMap(({ metrics }) => metrics.flatMap(({ what }) => what.name?.text ?? []))),
      ];
      const meant = nearest(metricName.text, names);
      yield {
        range: metricName.range,
        message: `No metric matches \`${metricName.text}\`: the run is Error before it measures anything. ${meant === undefined ? `The run has ${listNames(names)}.` : `Did you mean \`${meant}\`?`}`,
        fixes: meant === undefined ? [] : write(meant, metricName),
      };
    }
  }
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(name => `\`${name}\``);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}

/** The library's words without its prefix. */
function reasonOf(error: string): string {
  return error.replace(/^error parsing regexp: /, '').replaceAll('`', "'");
}

/** In the quotes that stand there, or in new ones where plain text would be something else. */
function write(pattern: string, { style, range }: YamlScalar): readonly Fix[] {
  const isPlain = style === 'plain' && /^[\w.^][\w.^$*\\-]*$/.test(pattern);
  const quoted = isPlain
    ? pattern
    : style === 'double'
      ? JSON.stringify(pattern)
      : `'${pattern.replaceAll("'", "''")}'`;
  return replaceWith(quoted, range).map(fix => ({ ...fix, title: `Write \`${pattern}\`` }));
}
