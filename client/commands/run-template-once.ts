/** "Run AnalysisTemplate Once": an AnalysisRun that belongs to nobody, from a file, or from what an analysis of the tree uses. */
import type { TemplateDocument } from '../../server/protocol.ts';
import { locate } from '../experiments/places/row-actions.ts';
import type { AnalysisSource, ClusterPlace, PlannedAnalysis } from '../experiments/ports/clusters.ts';
import { nodeId, parseNodeId } from '../experiments/view/node-id.ts';
import type { Origin } from '../experiments/view/view.ts';
import { COMMANDS } from '../ids.ts';
import { askArgs } from './analysis-args.ts';
import { connectToRun, placeAt, rowOf } from './choose-place.ts';
import { chooseClusterPlace, isMeantDespiteProblems } from './choose-where.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { confirmChange } from './confirm.ts';
import { pickDocument } from './pick-document.ts';

export function runTemplateOnce(parts: Parts): Command {
  return {
    id: COMMANDS.runTemplateOnce,
    async run(...args) {
      const used = usedBy(parts, args[0]);
      if (used !== undefined) return await runOnce(parts, used.place, used.from);
      const template = await pickTemplate(parts, args);
      if (template === undefined || !(await isMeantDespiteProblems(parts, template))) return;
      const { uri, nameRange, name } = template;
      const place = await chooseClusterPlace(parts, parts.l10n.t('Run {0} once', name));
      const origin: Origin = { uri, range: nameRange, isMadeFrom: true };
      if (place !== undefined) await runOnce(parts, place, { document: template }, origin);
    },
  };
}

/** The template of the analysis that the row shows, as the cluster has it. */
function usedBy(
  parts: Parts,
  row: unknown,
): { readonly place: ClusterPlace; readonly from: AnalysisSource } | undefined {
  const place = placeAt(parts, row);
  const path = typeof row === 'string' ? parseNodeId(row) : undefined;
  const view = typeof row === 'string' ? locate(parts.places, row)?.view : undefined;
  const analysis = view?.analyses.find(({ name }) => name === path?.analysis);
  if (place === undefined || view?.namespace === undefined || analysis === undefined) return undefined;
  const { templateName: name, clusterScope } = analysis;
  return { place, from: { reference: { name, clusterScope }, namespace: view.namespace } };
}

async function pickTemplate(parts: Parts, args: readonly unknown[]): Promise<TemplateDocument | undefined> {
  const { requests, tell, l10n } = parts;
  return await pickDocument<TemplateDocument>(
    parts,
    {
      list: uri => requests.templateDocuments(uri),
      title: l10n.t('Run AnalysisTemplate Once'),
      placeholder: l10n.t('Which of the templates in this file?'),
      labelOf: ({ name }) => name,
      async tellNone(file) {
        const message =
          file === undefined
            ? l10n.t('No file is open. Open one that holds an AnalysisTemplate.')
            : l10n.t('{0} holds no AnalysisTemplate.', file);
        await tell.say('info', message);
      },
    },
    args,
  );
}

async function runOnce(parts: Parts, place: ClusterPlace, from: AnalysisSource, origin?: Origin): Promise<void> {
  const { progress, tree, l10n } = parts;
  const { source } = place;
  const actions = await connectToRun(parts, place);
  if (actions === undefined) return;
  const planned = await progress.during(() => actions.planAnalysis(from));
  if (!planned.ok) return await tellFailure(parts, planned.failure, rowOf(place));
  const plan = planned.value;
  const values = await askArgs(parts, plan);
  if (values === undefined) return;
  const asking = l10n.t('Asking {0} what it would say to {1}', source.label, plan.name);
  const tried = await progress.cancellable(asking, signal => actions.tryAnalysis(plan, values, signal));
  if (!tried.ok) return await tellFailure(parts, tried.failure, rowOf(place));
  if (!(await isWanted(parts, place, plan, values, tried.value))) return;
  const creating = l10n.t('Creating {0} in {1}', plan.name, source.label);
  const started = await progress.cancellable(creating, signal => actions.startAnalysis(plan, values, origin, signal));
  if (!started.ok) return await tellFailure(parts, started.failure, rowOf(place));
  await tree.reveal(nodeId({ source: source.id, experiment: started.value }));
}

async function isWanted(
  parts: Parts,
  { cluster }: ClusterPlace,
  plan: PlannedAnalysis,
  values: ReadonlyMap<string, string>,
  warnings: readonly string[],
): Promise<boolean> {
  const { l10n } = parts;
  const { name, namespace, args, merged } = plan;
  const run = l10n.t('Run');
  const answer = await confirmChange(parts, cluster, {
    question: l10n.t('Run {0} once in namespace {1} of {2}?', name, namespace, cluster.context),
    details: [
      l10n.t('AnalysisRun {0} (new)', `${name}-…`),
      ...args.map(arg =>
        arg.isSecret ? l10n.t('{0} from its Secret', arg.name) : `${arg.name} = ${values.get(arg.name) ?? ''}`,
      ),
      ...merged.map(each => whence(each, l10n)),
      ...warnings,
    ],
    ways: [run],
  });
  return answer === run;
}

function whence({ name, clusterScope, isOurs }: PlannedAnalysis['merged'][number], l10n: Parts['l10n']): string {
  const named = `${clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'} ${name}`;
  return isOurs ? l10n.t('{0} (as in this workspace)', named) : l10n.t('{0} (the one there)', named);
}
