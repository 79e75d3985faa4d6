import { literal } from '../../model/experiment-body.ts';
import { textsAt } from '../../model/reading.ts';
import { type NamedService, type Rollout, readRollout, readServices } from '../../model/rollout.ts';
import { nearest } from '../../text/nearest.ts';
import { isOnCluster } from '../../workspace/cluster.ts';
import { sharesNamespace } from '../../workspace/namespace.ts';
import { homeOnCluster } from '../../workspace/on-cluster.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { effectiveEntries, scalarAt, valueAt } from '../../yaml/node.ts';
import { rewrite } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { RuleContext } from '../engine/rule.ts';
import { findNamed, severityBeside } from './named-object.ts';

const HASH_LABEL = 'rollouts-pod-template-hash';
const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

interface FoundService extends NamedService {
  readonly at: Placed;
}

export const roServiceSelector = rolloutRule({
  id: 'ro-service-selector',
  title: 'Service does not select the pods',
  docs: 'The Services of a Rollout must select its pods: each label of their `selector` must stand on the pod template with the same value. Only the hash, which the controller sets itself, is left out. The controller refuses the Rollout otherwise (InvalidSpec).',
  needs: 'workspace',
  *check(rollout, context) {
    if (!rollout.pods) return;
    const labels = textsAt(rollout.pods, 'metadata', 'labels');
    for (const { name, at } of foundServices(rollout, context)) {
      const selector = valueAt(at.document.content.yaml.root, 'spec', 'selector');
      if (selector?.kind !== 'map') continue;
      const wrong = effectiveEntries(selector).find(({ key }) => {
        const value = scalarAt(selector, key.text)?.text ?? '';
        const isKnown = !`${key.text}${value}${labels[key.text] ?? ''}`.includes('{{');
        return key.text !== HASH_LABEL && isKnown && labels[key.text] !== value;
      });
      if (!wrong) continue;
      const label = labels[wrong.key.text];
      const value = scalarAt(selector, wrong.key.text)?.text ?? '';
      yield {
        range: name.range,
        ...severityBeside(at, context),
        message: `Service \`${name.text}\` selects \`${wrong.key.text}: ${value}\`, and on the pods this label is ${label === undefined ? 'missing' : `\`${label}\``}. ${REFUSED} Align the two.`,
        related: [{ in: at, range: wrong.range, message: 'the selector of the Service' }],
      };
    }
  },
});

export const roServiceManagedElsewhere = rolloutRule({
  id: 'ro-service-managed-elsewhere',
  title: 'Service belongs to another Rollout',
  docs: `The controller marks the Services of a Rollout with the annotation \`${MANAGED_BY}\`. A Service that is marked for another Rollout makes it refuse this one (InvalidSpec).`,
  needs: 'workspace',
  *check(rollout, context) {
    const own = context.document.content.identity.name;
    for (const { name, at } of foundServices(rollout, context)) {
      const owner = scalarAt(at.document.content.yaml.root, 'metadata', 'annotations', MANAGED_BY);
      if (!owner || own === undefined || literal(owner) === undefined || owner.text === own) continue;
      yield {
        range: name.range,
        message: `Service \`${name.text}\` is marked as one of Rollout \`${owner.text}\`. ${REFUSED} Name a Service of its own, or remove the annotation.`,
        related: [{ in: at, range: owner.range, message: 'the annotation' }],
      };
    }
  },
});

export const roServiceMissing = rolloutRule({
  id: 'ro-service-missing',
  title: 'Service does not exist',
  docs: 'The controller refuses a Rollout whose Services do not exist (InvalidSpec), until they do. Services are often made elsewhere, so this is told only where another Service of the same Rollout is in the workspace, or where the connected cluster has none of that name either.',
  severity: 'info',
  needs: 'workspace',
  *check(rollout, context) {
    const { workspace, file, document } = context;
    if (!workspace.isComplete || !workspace.knowsNames('Service')) return;
    const own = workspace.definitions('Service').map(at => at.document.content.identity.name);
    const home = homeOnCluster({ file, document }, workspace);
    const beside = foundServices(rollout, context).find(({ at }) => !isOnCluster(at.file));
    for (const { name, field } of readServices(rollout)) {
      if (own.includes(name.text) || literal(name) === undefined) continue;
      const wanted = { kind: 'Service', name: name.text, namespace: home?.namespace };
      const isKnown = home?.cluster.knows(wanted) === true;
      if (isKnown ? home.cluster.find(wanted) !== undefined : beside === undefined) continue;
      const meant = nearest(
        name.text,
        [...own, ...(home?.cluster.names('Service', home.namespace) ?? [])].flatMap(each => each ?? []),
      );
      const nowhere = isKnown
        ? `Service \`${name.text}\` is neither in this workspace nor in ${home.words}.`
        : `No Service \`${name.text}\` in this workspace, where \`${beside?.name.text}\` is.`;
      yield {
        range: name.range,
        message: `${nowhere} Without it the controller refuses the Rollout (InvalidSpec). Create it, or correct \`${field}\`.`,
        fixes: meant === undefined ? [] : rewrite(name, meant, `Rename to \`${meant}\``),
      };
    }
  },
});

export const roTwoRolloutsOneService = rolloutRule({
  id: 'ro-two-rollouts-one-service',
  title: 'Two Rollouts name one Service',
  docs: 'A Service belongs to one Rollout. Of two that name it one becomes Degraded (InvalidSpec), also when it was running before. Told of Rollouts of one file, or of one namespace that both name.',
  severity: 'warning',
  needs: 'workspace',
  *check(rollout, context) {
    const { file, document, workspace } = context;
    if (!workspace.knowsNames('Rollout')) return;
    const own = readServices(rollout).filter(({ name }) => literal(name) !== undefined);
    const others = workspace.definitions('Rollout').filter(at => isOther({ file, document }, at, context));
    for (const { name } of own) {
      const twin = others.flatMap(at => {
        const theirs = readRollout(at.document.content.yaml.root);
        const same = theirs && readServices(theirs).find(each => each.name.text === name.text);
        return same ? [{ at, range: same.name.range }] : [];
      })[0];
      if (!twin) continue;
      yield {
        range: name.range,
        message: `Rollout \`${twin.at.document.content.identity.name}\` names Service \`${name.text}\` too. One of the two becomes Degraded. Give each a Service of its own.`,
        related: [{ in: twin.at, range: twin.range, message: 'the other Rollout' }],
      };
    }
  },
});

function isOther(own: Placed, other: Placed, { workspace }: RuleContext): boolean {
  const isSame = other.document.content.identity.name === own.document.content.identity.name;
  const isNear = other.file.uri === own.file.uri || workspace.namespaceOf(own) !== undefined;
  return !isSame && isNear && sharesNamespace(own, other, workspace);
}

/** The Services of the Rollout that are in the workspace, or on the connected cluster. */
function foundServices(rollout: Rollout, context: RuleContext): readonly FoundService[] {
  return readServices(rollout).flatMap(service => {
    const at = findNamed('Service', service.name, context);
    return at ? [{ ...service, at }] : [];
  });
}
