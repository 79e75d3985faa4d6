/** Reads an Experiment, or the experiment in a step of a Rollout, into the plain spec that a rehearsal takes. */
import { INT32_MAX } from '../kube/int32.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../kube/selector.ts';
import type { AnalysisSpec, ContainerPort, ExperimentSpec, TemplateSpec } from '../lifecycle/spec/experiment-spec.ts';
import { variablesIn } from '../templating/tokens.ts';
import { itemsAt, scalarAt, stringAt, valueAt, type YamlNode } from '../yaml/node.ts';
import { badQuantities, certainlyRefused, latestProbe } from './pod-template.ts';
import { isTrueAt, numberAt, textsAt } from './reading.ts';

/** What an Experiment without a name is called in a rehearsal. */
const UNNAMED = 'experiment';

export function readExperiment(root: YamlNode | undefined): ExperimentSpec {
  const [quantity] = itemsAt(root, 'spec', 'templates').flatMap(each => [...badQuantities(valueAt(each, 'template'))]);
  return {
    ...readBody(valueAt(root, 'spec'), readTemplate),
    ...readIdentity(root),
    ...(quantity ? { badQuantity: quantity.text } : {}),
  };
}

/**
 * The Experiment that the controller makes of a step: the templates take their pods from the Rollout's own template.
 * Its name stands for `<rollout>-<pod hash>-<revision>-<step>`, whose hash only a cluster knows; steps are counted from 1
 * here, as where people choose them.
 */
export function readExperimentStep(root: YamlNode | undefined, step: number): ExperimentSpec {
  const spec = valueAt(root, 'spec');
  const experiment = valueAt(spec, 'strategy', 'canary', 'steps', step, 'experiment');
  const identity = readIdentity(root);
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  const body = readBody(experiment, template => readStepTemplate(template, spec));
  return {
    ...body,
    ...identity,
    name: `${identity.name}-step${step + 1}`,
    ...(deadline === undefined ? {} : { progressDeadlineSeconds: deadline }),
  };
}

function readIdentity(root: YamlNode | undefined): Pick<ExperimentSpec, 'name' | 'namespace'> {
  const prefix = scalarAt(root, 'metadata', 'generateName')?.text;
  // The API server completes the prefix with five characters; without them it is no valid name as a rule.
  const written = scalarAt(root, 'metadata', 'name')?.text ?? (prefix === undefined ? UNNAMED : `${prefix}xxxxx`);
  const name = written && withoutVariables(written);
  const namespace = stringAt(root, 'metadata', 'namespace');
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

/** What a duration is taken for that another tool fills in, and that has no default there. */
const UNKNOWN_DURATION = '5m';

function withoutVariable(duration: string | undefined): string | undefined {
  if (duration === undefined || variablesIn(duration).length === 0) return duration;
  return /^\$\{\w+:?-([^}]+)\}$/.exec(duration)?.[1] ?? UNKNOWN_DURATION;
}

/** `app-trial` for `${APP}-trial`: a name that the object could have. */
function withoutVariables(name: string): string {
  let text = name;
  for (const { start, end } of variablesIn(name).toReversed()) {
    const letters = name.slice(start, end).replace(/[^A-Za-z0-9]+/g, '-');
    text = text.slice(0, start) + letters.replace(/^-|-$/g, '').toLowerCase() + text.slice(end);
  }
  return text;
}

function readBody(
  spec: YamlNode | undefined,
  read: (template: YamlNode) => TemplateSpec,
): Omit<ExperimentSpec, 'name' | 'namespace'> {
  const duration = withoutVariable(scalarAt(spec, 'duration')?.text);
  const progressDeadlineSeconds = numberAt(spec, 'progressDeadlineSeconds');
  const scaleDownDelaySeconds = numberAt(spec, 'scaleDownDelaySeconds');
  return {
    templates: itemsAt(spec, 'templates').map(read),
    analyses: itemsAt(spec, 'analyses').map(readAnalysis),
    terminate: isTrueAt(spec, 'terminate'),
    ...(duration === undefined ? {} : { duration }),
    ...(progressDeadlineSeconds === undefined ? {} : { progressDeadlineSeconds }),
    ...(scaleDownDelaySeconds === undefined ? {} : { scaleDownDelaySeconds }),
  };
}

function readTemplate(template: YamlNode): TemplateSpec {
  const minReadySeconds = numberAt(template, 'minReadySeconds');
  return {
    ...readCommon(template),
    selector: readSelector(valueAt(template, 'selector')),
    podLabels: textsAt(template, 'template', 'metadata', 'labels'),
    containerPorts: readPorts(valueAt(template, 'template', 'spec')),
    ...readPods(valueAt(template, 'template')),
    ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
  };
}

function readStepTemplate(template: YamlNode, rollout: YamlNode | undefined): TemplateSpec {
  const labels = textsAt(template, 'metadata', 'labels');
  const selector = readSelector(valueAt(template, 'selector') ?? valueAt(rollout, 'selector'));
  const common = readCommon(template);
  const hash = { 'rollouts-pod-template-hash': stringAt(template, 'specRef') ?? '' };
  // A weight makes the controller want a Service, as `service` does.
  const wantsService = common.service ?? (numberAt(template, 'weight') === undefined ? undefined : {});
  return {
    ...common,
    selector: { ...selector, matchLabels: { ...selector.matchLabels, ...labels, ...hash } },
    podLabels: { ...textsAt(rollout, 'template', 'metadata', 'labels'), ...labels, ...hash },
    containerPorts: readPorts(valueAt(rollout, 'template', 'spec')),
    ...readPods(valueAt(rollout, 'template')),
    ...(wantsService ? { service: wantsService } : {}),
  };
}

function readCommon(template: YamlNode): Pick<TemplateSpec, 'name' | 'replicas' | 'service'> {
  const replicas = numberAt(template, 'replicas');
  const service = valueAt(template, 'service');
  const serviceName = stringAt(service, 'name');
  return {
    name: scalarAt(template, 'name')?.text ?? '',
    ...(replicas === undefined ? {} : { replicas }),
    ...(service?.kind === 'map' ? { service: serviceName === undefined ? {} : { name: serviceName } } : {}),
  };
}

function readPods(pods: YamlNode | undefined): Pick<TemplateSpec, 'firstProbeSeconds' | 'podTemplateRefusal'> {
  const probe = latestProbe(pods);
  // More does not fit into the field of a cluster.
  return { ...(probe ? { firstProbeSeconds: Math.min(probe.seconds, INT32_MAX) } : {}), ...readRefusal(pods) };
}

/** The first thing that the API server refuses in the pods, in our words: its own are not known. */
function readRefusal(pods: YamlNode | undefined): Pick<TemplateSpec, 'podTemplateRefusal'> {
  for (const { what, remedy } of certainlyRefused(pods)) {
    return { podTemplateRefusal: `spec.template: ${`${what}. ${remedy}`.replaceAll('`', "'")}` };
  }
  return {};
}

function readAnalysis(analysis: YamlNode): AnalysisSpec {
  return {
    name: scalarAt(analysis, 'name')?.text ?? '',
    templateName: scalarAt(analysis, 'templateName')?.text ?? '',
    clusterScope: isTrueAt(analysis, 'clusterScope'),
    requiredForCompletion: isTrueAt(analysis, 'requiredForCompletion'),
    argValues: itemsAt(analysis, 'args')
      .map(arg => `${scalarAt(arg, 'name')?.text ?? ''}=${scalarAt(arg, 'value')?.text ?? ''}`)
      .join('\n'),
  };
}

function readSelector(selector: YamlNode | undefined): LabelSelector {
  const requirements = itemsAt(selector, 'matchExpressions').map(
    (each): LabelSelectorRequirement => ({
      key: stringAt(each, 'key') ?? '',
      operator: stringAt(each, 'operator') ?? '',
      values: itemsAt(each, 'values').flatMap(value => (value.kind === 'scalar' ? value.text : [])),
    }),
  );
  const hasLabels = valueAt(selector, 'matchLabels')?.kind === 'map';
  return {
    ...(hasLabels ? { matchLabels: textsAt(selector, 'matchLabels') } : {}),
    ...(requirements.length > 0 ? { matchExpressions: requirements } : {}),
  };
}

function readPorts(pod: YamlNode | undefined): readonly ContainerPort[] {
  return itemsAt(pod, 'containers').flatMap(container =>
    itemsAt(container, 'ports').flatMap((port): readonly ContainerPort[] => {
      const containerPort = numberAt(port, 'containerPort');
      const name = stringAt(port, 'name');
      const protocol = stringAt(port, 'protocol');
      return containerPort === undefined
        ? []
        : [{ containerPort, ...(name === undefined ? {} : { name }), ...(protocol === undefined ? {} : { protocol }) }];
    }),
  );
}
