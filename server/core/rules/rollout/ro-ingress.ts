import { literal } from '../../model/experiment-body.ts';
import { hasRouter, readIngresses } from '../../model/rollout.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { effectiveEntries, itemsAt, scalarAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { addFieldIn } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';
import { findNamed, severityBeside } from './named-object.ts';

export const roIngressNoRule = rolloutRule({
  id: 'ro-ingress-no-rule',
  title: 'Ingress has no rule for the Service',
  docs: 'An Ingress that the Rollout names must have a rule with the stable Service as its backend; with ALB, with `rootService` where that is set. The controller refuses the Rollout otherwise (InvalidSpec). Ingresses of the workspace are looked at, and those of the connected cluster.',
  needs: 'workspace',
  *check(rollout, context) {
    for (const { name, service } of readIngresses(rollout)) {
      const at = findNamed('Ingress', name, context);
      const nameNode = at?.document.content.identity.nameNode;
      const backends = backendsOf(at?.document.content.yaml.root);
      if (!at || !nameNode || !service || literal(service) === undefined || service.text === '') continue;
      if (backends.some(backend => backend === service.text || backend.includes('{{'))) continue;
      yield {
        range: name.range,
        ...severityBeside(at, context),
        message: `Ingress \`${name.text}\` has no rule for Service \`${service.text}\`. ${REFUSED} Add one, or name the Service to which it leads.`,
        related: [{ in: at, range: nameNode.range, message: 'the Ingress' }],
      };
    }
  },
});

export const roAlbManagedRoutesPanic = rolloutRule({
  id: 'ro-alb-managed-routes-panic',
  title: 'Ingress of ALB has no annotations',
  docs: 'With ALB and `managedRoutes` the controller writes into the annotations of the Ingress. When it has none at all, the controller fails with a panic each time it looks at the Rollout, and the first deployment never gets pods. Ingresses of the workspace are looked at, and those of the connected cluster.',
  needs: 'workspace',
  *check(rollout, context) {
    if (!hasRouter(rollout, 'alb') || itemsAt(rollout.routing, 'managedRoutes').length === 0) return;
    for (const { name } of readIngresses(rollout)) {
      const at = findNamed('Ingress', name, context);
      const nameNode = at?.document.content.identity.nameNode;
      const annotations = valueAt(at?.document.content.yaml.root, 'metadata', 'annotations');
      const hasAny = annotations?.kind === 'map' && effectiveEntries(annotations).length > 0;
      if (!at || !nameNode || hasAny) continue;
      yield {
        range: name.range,
        ...severityBeside(at, context),
        message: `Ingress \`${name.text}\` has no annotations, into which the controller writes the managed routes: it fails with a panic each time it looks at the Rollout. Annotate the Ingress, such as with \`kubernetes.io/ingress.class: alb\`.`,
        related: [{ in: at, range: nameNode.range, message: 'the Ingress' }],
        fixes: annotate(context, at),
      };
    }
  },
});

function annotate(context: RuleContext, at: Placed): readonly Fix[] {
  const metadata = valueAt(at.document.content.yaml.root, 'metadata');
  if (metadata?.kind !== 'map') return [];
  const source = 'annotations:\n  kubernetes.io/ingress.class: alb';
  return addFieldIn(context, at, 'the Ingress', ['metadata'], metadata, source);
}

function backendsOf(root: YamlNode | undefined): readonly string[] {
  return itemsAt(root, 'spec', 'rules').flatMap(rule =>
    itemsAt(rule, 'http', 'paths').flatMap(path => scalarAt(path, 'backend', 'service', 'name')?.text ?? []),
  );
}
