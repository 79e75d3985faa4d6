import { readExperiment } from '../../model/experiment.ts';
import { REHEARSAL_KIND, type RehearsalName, readRehearsal } from '../../model/rehearsal.ts';
import { nearest } from '../../text/nearest.ts';
import { folderOf } from '../../workspace/beside.ts';
import { resolveCalls } from '../../workspace/resolved-call.ts';
import type { Placed, Workspace } from '../../workspace/workspace.ts';
import type { Finding, Rule } from '../engine/rule.ts';

export const rehearsalNameUnknown: Rule = {
  id: 'rehearsal-name-unknown',
  title: 'Rehearsal of something that is not there',
  docs: 'A rehearsal names the Experiment, its templates, its analyses, and the metrics of their templates. What it says of anything else has no effect, so the rehearsal goes better than it was meant to.',
  severity: 'warning',
  kinds: [REHEARSAL_KIND],
  needs: 'workspace',
  *check({ file, root, workspace }) {
    const rehearsal = readRehearsal(root);
    const beside = workspace.definitions('Experiment').filter(at => folderOf(at.file.uri) === folderOf(file.uri));
    const about = beside.filter(
      ({ document }) => rehearsal.experiment === undefined || document.content.identity.name === rehearsal.experiment,
    );
    for (const { what, scalar } of rehearsal.names) {
      const known = knownNames(what, what === 'experiment' ? beside : about);
      // Without an Experiment that it could be about nothing is known.
      if ((what !== 'experiment' && about.length === 0) || known.includes(scalar.text)) continue;
      yield unknown(scalar, WORDS[what], known);
    }
    for (const { analysis, scalar } of rehearsal.metricNames) {
      const known = metricsOf(analysis, about, workspace);
      if (known === undefined || known.includes(scalar.text)) continue;
      yield unknown(scalar, `metric of the analysis \`${analysis}\``, known);
    }
  },
};

const WORDS: Readonly<Record<RehearsalName['what'], string>> = {
  experiment: 'Experiment in this folder',
  template: 'template of the Experiment',
  analysis: 'analysis of the Experiment',
};

function knownNames(what: RehearsalName['what'], experiments: readonly Placed[]): readonly string[] {
  return experiments.flatMap(({ document }) => {
    const { name, templates, analyses } = readExperiment(document.content.yaml.root);
    if (what === 'experiment') return [name];
    return (what === 'template' ? templates : analyses).map(each => each.name);
  });
}

/** Undefined: no such analysis, or not all of its templates are known. */
function metricsOf(
  analysis: string,
  experiments: readonly Placed[],
  workspace: Workspace,
): readonly string[] | undefined {
  const calls = experiments
    .flatMap(at => resolveCalls(at, workspace))
    .filter(({ call }) => call.name?.text === analysis);
  if (calls.length === 0 || calls.some(call => !call.analysis.isCertain)) return undefined;
  return calls.flatMap(call => call.analysis.metrics.flatMap(({ what }) => what.name?.text ?? []));
}

function unknown(scalar: RehearsalName['scalar'], what: string, known: readonly string[]): Finding {
  const near = nearest(scalar.text, known);
  const list =
    known.length > 0 && known.length <= 8
      ? `There ${known.length === 1 ? 'is' : 'are'} ${known.map(each => `\`${each}\``).join(', ')}.`
      : '';
  const help = near === undefined ? list : `Did you mean \`${near}\`?`;
  return {
    range: scalar.range,
    message: `There is no ${what} called \`${scalar.text}\`, so this has no effect on the rehearsal. ${help}`.trimEnd(),
    ...(near === undefined
      ? {}
      : { fixes: [{ title: `Change to \`${near}\``, edits: [{ range: scalar.range, newText: near }] }] }),
  };
}
