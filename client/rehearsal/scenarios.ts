/** Scenarios to choose from: all goes well, or one thing goes wrong. Built from the names in the document. */
import type { AnalysisScenario, PodScenario, Runnable, Scenario } from '../../server/protocol.ts';
import type { L10n } from '../live/l10n.ts';
import type { RunChoice } from '../live/source.ts';

const PODS_READY_AFTER_MS = 10_000;
const ANALYSIS_ENDS_AFTER_MS = 60_000;
const POD_CRASHES_AFTER_MS = 60_000;

/** The first one is that all goes well. */
export function scenariosFor(runnable: Runnable, l10n: L10n): readonly RunChoice[] {
  const choice = (
    label: string,
    detail: string,
    group: string | undefined,
    scenario: Partial<Scenario>,
  ): RunChoice => ({
    label,
    detail,
    ...(group === undefined ? {} : { group }),
    request: { runnable, scenario: { title: label, ...scenario } },
  });
  return [
    choice(l10n.t('All goes well'), l10n.t('All pods become available and all analyses are Successful'), undefined, {}),
    ...unique(runnable.analyses).flatMap(name => analysisChoices(name, l10n, choice)),
    ...unique(runnable.templates).flatMap(name => templateChoices(name, l10n, choice)),
  ];
}

type MakeChoice = (label: string, detail: string, group: string | undefined, scenario: Partial<Scenario>) => RunChoice;

function analysisChoices(name: string, l10n: L10n, choice: MakeChoice): readonly RunChoice[] {
  const group = l10n.t('Analysis {0}', name);
  const comesTo = (outcome: AnalysisScenario['outcome']): Partial<Scenario> => ({
    analyses: named<AnalysisScenario>(name, { outcome, afterMs: ANALYSIS_ENDS_AFTER_MS }),
  });
  const soon = l10n.t('1 min after its run was created; all else goes well');
  return [
    choice(l10n.t('{0} is Failed', name), soon, group, comesTo('Failed')),
    choice(l10n.t('{0} is Inconclusive', name), soon, group, comesTo('Inconclusive')),
    choice(l10n.t('{0} is Error', name), soon, group, comesTo('Error')),
    choice(
      l10n.t('{0} never ends', name),
      l10n.t('Its run goes on until the controller terminates it'),
      group,
      comesTo('endless'),
    ),
    choice(l10n.t('The template of {0} is missing', name), l10n.t('It was not applied to the cluster'), group, {
      missingTemplates: [name],
    }),
  ];
}

function templateChoices(name: string, l10n: L10n, choice: MakeChoice): readonly RunChoice[] {
  const group = l10n.t('Template {0}', name);
  const pods = (scenario: Partial<PodScenario>): Partial<Scenario> => ({
    pods: named<PodScenario>(name, { readyAfterMs: PODS_READY_AFTER_MS, ...scenario }),
  });
  return [
    choice(
      l10n.t('{0} cannot pull its image', name),
      l10n.t('Its pods stay at ImagePullBackOff'),
      group,
      pods({ neverReady: 'ImagePullBackOff' }),
    ),
    choice(
      l10n.t('{0} never gets ready', name),
      l10n.t('Its pods run, and their readiness probe fails'),
      group,
      pods({ neverReady: 'Unready' }),
    ),
    choice(
      l10n.t('{0} crashes', name),
      l10n.t('Its pods become ready, and stop being so 1 min after they were created'),
      group,
      pods({ crashAfterMs: POD_CRASHES_AFTER_MS }),
    ),
  ];
}

// Object.fromEntries makes an own property of any name, `__proto__` too.
function named<T>(name: string, value: T): Readonly<Record<string, T>> {
  return Object.fromEntries([[name, value]]);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
