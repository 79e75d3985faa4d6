import { literal } from '../../model/experiment-body.ts';
import { type Rollout, readVirtualServices, writtenEntry } from '../../model/rollout.ts';
import type { Range } from '../../text/range.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { itemsAt, resolveAlias, scalarAt, valueAt, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding, RuleContext } from '../engine/rule.ts';
import { findNamed, severityBeside } from './named-object.ts';

export const roVirtualServiceRoutes = rolloutRule({
  id: 'ro-virtualservice-routes',
  title: 'VirtualService lacks the routes to split',
  docs: 'A VirtualService that the Rollout names must have the routes that it names, or one route when it names none, and each must lead to both the stable and the canary Service. The controller refuses the Rollout otherwise (InvalidSpec). VirtualServices of the workspace are looked at, and those of the connected cluster; of them HTTP routes between Services.',
  needs: 'workspace',
  *check(rollout, context) {
    for (const reference of readVirtualServices(rollout)) {
      const name = scalarAt(reference, 'name');
      const at = findNamed('VirtualService', name, context);
      if (name && at) yield* judge(rollout, reference, name, at, context);
    }
  },
});

function* judge(
  rollout: Rollout,
  reference: YamlNode,
  name: YamlScalar,
  at: Placed,
  context: RuleContext,
): Iterable<Finding> {
  const { root } = at.document.content.yaml;
  const place = at.document.content.identity.nameNode?.range;
  const routes = itemsAt(root, 'spec', 'http');
  const written = ['http', 'tls', 'tcp'].filter(field => writtenEntry(valueAt(root, 'spec'), field));
  const finding = (range: Range, told: string): Finding => ({
    range,
    ...severityBeside(at, context),
    message: `VirtualService \`${name.text}\` ${told}. ${REFUSED} Correct one of the two.`,
    ...(place ? { related: [{ in: at, range: place, message: 'the VirtualService' }] } : {}),
  });
  if (written.length === 0) {
    yield finding(name.range, 'has no routes');
    return;
  }
  const wanted = itemsAt(reference, 'routes').flatMap(item => scalarAt(item) ?? []);
  if (written.join() !== 'http') return;
  for (const each of wanted) {
    const route = routes.find(item => scalarAt(item, 'name')?.text === each.text);
    if (literal(each) === undefined) continue;
    if (!route) yield finding(each.range, `has no HTTP route \`${each.text}\``);
    else
      yield* missingHosts(rollout, route).map(service =>
        finding(each.range, `does not lead to \`${service}\` in this route`),
      );
  }
  if (wanted.length > 0) return;
  const managed = itemsAt(rollout.routing, 'managedRoutes').map(item => scalarAt(item, 'name')?.text);
  const open = routes.filter(item => !managed.includes(scalarAt(item, 'name')?.text ?? ''));
  const [only] = open;
  if (open.length > 1) {
    yield finding(name.range, `has ${open.length} HTTP routes, and none of them is named in \`routes\``);
  } else if (only && (routes.length === 1 || !scalarAt(only, 'name')))
    yield* missingHosts(rollout, only).map(service => finding(name.range, `does not lead to \`${service}\``));
}

/** The Services of the Rollout to which a route does not lead. Subsets and ping-pong have other hosts. */
function missingHosts({ canary, routing }: Rollout, route: YamlNode): readonly string[] {
  if (writtenEntry(canary, 'pingPong') || writtenEntry(valueAt(routing, 'istio'), 'destinationRule')) return [];
  const hosts = itemsAt(resolveAlias(route), 'route').map(item => scalarAt(item, 'destination', 'host')?.text ?? '');
  if (hosts.some(host => host.includes('{{'))) return [];
  const names = hosts.map(host => host.split('.')[0]);
  return ['stableService', 'canaryService'].flatMap(field => {
    const service = literal(scalarAt(canary, field));
    return service === undefined || service === '' || names.includes(service) ? [] : [service];
  });
}
