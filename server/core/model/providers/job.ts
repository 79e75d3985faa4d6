import { jobNamePart, refuseJobNamePart } from '../../kube/job-name.ts';
import { scalarAt, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { certainlyRefused } from '../pod-template.ts';
import { isTrueAt } from '../reading.ts';
import type { Provider } from './provider.ts';

export const job: Provider = {
  decides: "the Job's own success or failure decides",
  refuse: ({ provider, metric }) => refuse(provider, stringAt(metric, 'name') ?? ''),
};

/** Why the API server refuses the Job, as far as is known. Of Jobs whose number makes their name longer the first one is looked at. */
function refuse(provider: YamlNode | undefined, metric: string): string | undefined {
  const part = jobNamePart(metric, 1);
  const refusal = refuseJob(provider, part);
  return refusal && `Job.batch "<uid of the run>.${part}.1" is invalid: ${refusal}`;
}

function refuseJob(provider: YamlNode | undefined, part: string): string | undefined {
  const badName = refuseJobNamePart(part);
  if (badName !== undefined) return `metadata.name: Invalid value: ${badName}`;
  const spec = valueAt(provider, 'spec');
  if (valueAt(spec, 'selector')?.kind === 'map' && !isTrueAt(spec, 'manualSelector')) {
    return 'spec.selector: Invalid value: `selector` not auto-generated';
  }
  const pods = valueAt(spec, 'template');
  const written = scalarAt(pods, 'spec', 'restartPolicy');
  // Those of a ReplicaSet have another one.
  for (const { what, remedy } of certainlyRefused(pods).filter(({ range }) => range !== written?.range)) {
    return `spec.template: ${`${what}. ${remedy}`.replaceAll('`', "'")}`;
  }
  const policy = stringAt(pods, 'spec', 'restartPolicy') ?? '';
  if (policy === 'Never' || policy === 'OnFailure') return undefined;
  const isMissing = policy === '' || policy === 'Always';
  const wrong = isMissing ? 'Required value' : `Unsupported value: "${policy}"`;
  const words = isMissing ? 'valid values: "OnFailure", "Never"' : 'supported values: "OnFailure", "Never"';
  return `spec.template.spec.restartPolicy: ${wrong}: ${words}`;
}
