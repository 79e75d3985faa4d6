import { hasRouter, type Rollout, writtenEntry } from '../../model/rollout.ts';
import type { ArgoVersion } from '../../schema/schema.ts';
import { nearest } from '../../text/nearest.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { entryOf, itemsAt, scalarAt, valueAt, type YamlEntry, type YamlMap, type YamlScalar } from '../../yaml/node.ts';
import { addField, giveText, removeField } from '../engine/fix.ts';
import { REFUSED, removeStep, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

const KINDS = ['setHeaderRoute', 'setMirrorRoute'];

interface RouteStep {
  /** The map of the step. */
  readonly step?: YamlMap;
  readonly entry: YamlEntry;
  readonly map: YamlMap;
}

export const stepHeaderRouter = rolloutRule({
  id: 'step-header-router',
  title: 'Router without header routes',
  docs: '`setHeaderRoute` works with Istio, ALB, APISIX and plugins. Without `trafficRouting`, or with another router, the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    if (hasRouter(rollout, 'istio', 'alb', 'apisix', 'plugins')) return;
    for (const { step, entry } of routeSteps(rollout, 'setHeaderRoute')) {
      yield {
        range: entry.key.range,
        message: `\`setHeaderRoute\` works with Istio, ALB, APISIX and plugins only. ${REFUSED} Remove the step, or change the router.`,
        fixes: step ? removeStep(context, rollout, step) : [],
      };
    }
  },
});

export const stepMirrorRouter = rolloutRule({
  id: 'step-mirror-router',
  title: 'Router that cannot mirror',
  docs: '`setMirrorRoute` works with Istio, and from Argo Rollouts 1.10 on with plugins. Without `trafficRouting`, or with another router, the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    const routers = mirrorRouters(context.settings.argoVersion);
    if (hasRouter(rollout, ...routers)) return;
    const told = routers.length > 1 ? 'Istio and plugins' : 'Istio';
    for (const { step, entry } of routeSteps(rollout, 'setMirrorRoute')) {
      yield {
        range: entry.key.range,
        message: `\`setMirrorRoute\` works with ${told} only. ${REFUSED} Remove the step, or change the router.`,
        fixes: step ? removeStep(context, rollout, step) : [],
      };
    }
  },
});

export const stepHeaderAlbExact = rolloutRule({
  id: 'step-header-alb-exact',
  title: 'ALB compares headers exactly',
  docs: 'ALB knows `exact` values of headers only. With `prefix` or `regex` the controller refuses the Rollout (InvalidSpec).',
  *check(rollout) {
    if (!hasRouter(rollout, 'alb')) return;
    for (const { map } of routeSteps(rollout, 'setHeaderRoute')) {
      for (const value of headerValues(map)) {
        const wrong = writtenTexts(value.map).find(({ key }) => key.text !== 'exact');
        if (!wrong && writtenTexts(value.map).length > 0) continue;
        yield {
          range: (wrong ?? value.entry).key.range,
          message: `ALB compares headers with \`exact\` only. ${REFUSED} Write the whole value in \`exact\`.`,
        };
      }
    }
  },
});

export const stepMatchOneOf = rolloutRule({
  id: 'step-match-one-of',
  title: 'Match needs one kind',
  docs: 'The value of a header, the method and the path are compared with exactly one of `exact`, `prefix` and `regex`. With several or none the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    const headers = routeSteps(rollout, 'setHeaderRoute').flatMap(({ map }) => headerValues(map));
    const mirrors = routeSteps(rollout, 'setMirrorRoute').flatMap(({ map }) =>
      itemsAt(map, 'match').flatMap(item => ['method', 'path'].flatMap(field => matchAt(item, field))),
    );
    for (const { entry, map } of [...(hasRouter(rollout, 'alb') ? [] : headers), ...mirrors]) {
      const [first, second] = writtenTexts(map);
      if (first && !second) continue;
      yield {
        range: (second ?? entry).key.range,
        message: `${second ? `\`${entry.key.text}\` has \`${first?.key.text}\` already` : `\`${entry.key.text}\` says nothing to compare with`}. ${REFUSED} Write one of \`exact\`, \`prefix\` and \`regex\`.`,
        fixes: second ? removeField(context, map, second.key.text) : giveText(context, [], map, 'exact', 'value'),
      };
    }
  },
});

export const stepManagedRoutesMissing = rolloutRule({
  id: 'step-managed-routes-missing',
  title: 'No managed routes',
  docs: 'The routes that `setHeaderRoute` and `setMirrorRoute` make must be named in `trafficRouting.managedRoutes`, whose order is their order of precedence. Without it the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    const { routing } = rollout;
    if (!routing || itemsAt(routing, 'managedRoutes').length > 0) return;
    const [first] = KINDS.flatMap(kind => routeSteps(rollout, kind));
    const names = namesOf(rollout);
    if (!first) return;
    yield {
      range: first.entry.key.range,
      message: `\`${first.entry.key.text}\` needs \`trafficRouting.managedRoutes\`. ${REFUSED} Name the route there.`,
      fixes: manage(
        context,
        routing,
        names.map(({ text }) => text),
      ),
    };
  },
});

export const stepRouteNotManaged = rolloutRule({
  id: 'step-route-not-managed',
  title: 'Route is not a managed one',
  docs: 'The routes that `setHeaderRoute` and `setMirrorRoute` make must be named in `trafficRouting.managedRoutes`. With another name the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    const { routing } = rollout;
    const managed = itemsAt(routing, 'managedRoutes').flatMap(item => scalarAt(item, 'name')?.text ?? []);
    if (!routing || managed.length === 0) return;
    for (const { entry, map } of KINDS.flatMap(kind => routeSteps(rollout, kind))) {
      if (entryOf(map, 'name') || entry.key.text === 'setMirrorRoute') continue;
      yield {
        range: entry.key.range,
        message: `\`setHeaderRoute\` names no route, and so none of \`trafficRouting.managedRoutes\`. ${REFUSED} Write \`name\`.`,
        fixes: addField(context, [], map, `name: \${1:${managed[0]}}`, true),
      };
    }
    for (const name of namesOf(rollout)) {
      if (managed.includes(name.text)) continue;
      const meant = nearest(name.text, managed);
      const rename: readonly Fix[] = meant
        ? [{ title: `Write \`${meant}\``, edits: [{ range: name.range, newText: meant }] }]
        : [];
      yield {
        range: name.range,
        message: `\`${name.text}\` is not in \`trafficRouting.managedRoutes\`. ${REFUSED} ${meant ? `Did you mean \`${meant}\`?` : 'Add it there.'}`,
        fixes: [...rename, ...manage(context, routing, [name.text])],
      };
    }
  },
});

function routeSteps({ steps }: Rollout, kind: string): readonly RouteStep[] {
  return steps.flatMap(({ node, kinds }) => {
    const entry = kinds.find(({ key }) => key.text === kind);
    const map = valueAt(node, kind);
    return entry && map?.kind === 'map' ? [{ step: node, entry, map }] : [];
  });
}

function namesOf(rollout: Rollout): readonly YamlScalar[] {
  const steps = KINDS.flatMap(kind => routeSteps(rollout, kind));
  return steps.flatMap(({ map }) => scalarAt(map, 'name') ?? []).filter(({ text }) => !text.includes('{{'));
}

function headerValues(map: YamlMap): readonly RouteStep[] {
  return itemsAt(map, 'match').flatMap(item => matchAt(item, 'headerValue'));
}

function matchAt(item: Parameters<typeof valueAt>[0], field: string): readonly RouteStep[] {
  const entry = entryOf(item, field);
  const map = valueAt(item, field);
  return entry && map?.kind === 'map' ? [{ entry, map }] : [];
}

/** An empty text counts as none. */
function writtenTexts(map: YamlMap): readonly YamlEntry[] {
  return ['exact', 'prefix', 'regex'].flatMap(key => {
    const entry = writtenEntry(map, key);
    return entry && scalarAt(map, key)?.text !== '' ? [entry] : [];
  });
}

function manage({ document }: RuleContext, routing: YamlMap, names: readonly string[]): readonly Fix[] {
  const fresh = [...new Set(names)].filter(name => /^[A-Za-z][\w.-]*$/.test(name));
  if (fresh.length === 0) return [];
  const items = fresh.map(name => [['name', name] as const]);
  const edit = appendItems(document.text, routing, 'managedRoutes', items);
  return edit
    ? [{ title: `Add ${fresh.map(name => `\`${name}\``).join(', ')} to \`managedRoutes\``, edits: [edit] }]
    : [];
}

/** Plugins can since 1.10. */
function mirrorRouters(argoVersion: ArgoVersion): readonly string[] {
  return argoVersion === '1.10' || argoVersion === 'next' ? ['istio', 'plugins'] : ['istio'];
}
