/** What the service makes of a connected cluster: facts in, answers out. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import type { ClusterFacts, ClusterObject, Service } from '../../../server/core/index.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/trial.yaml';

function template(name: string, args: readonly object[] = [], namespace: string | null = 'shop'): ClusterObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: namespace === null ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
    metadata: { name, ...(namespace === null ? {} : { namespace }) },
    spec: { args, metrics: [{ name: 'success-rate', provider: { prometheus: { query: 'up' } } }] },
  };
}

function facts(objects: readonly ClusterObject[], more: Partial<ClusterFacts> = {}): ClusterFacts {
  const of = (kind: string) => objects.filter(object => object.kind === kind);
  return {
    context: 'prod',
    namespace: 'shop',
    kinds: {
      AnalysisTemplate: { namespaces: ['shop'], objects: of('AnalysisTemplate') },
      ClusterAnalysisTemplate: { namespaces: 'all', objects: of('ClusterAnalysisTemplate') },
    },
    ...more,
  };
}

function experiment(analysis: string, namespace?: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: trial
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  duration: 10m
  templates:
    - name: baseline
      selector:
        matchLabels:
          app: trial
      template:
        metadata:
          labels:
            app: trial
        spec:
          containers:
            - name: web
              image: web:1
  analyses:
    - name: quality
${analysis.replaceAll(/^/gm, '      ')}
`;
}

function serve(text: string, cluster?: ClusterFacts): Service {
  const service = newService({ [URI]: text });
  service.setComplete(true);
  service.setCluster(cluster);
  return service;
}

const found = (service: Service) =>
  service
    .diagnose(URI)
    .filter(({ severity }) => severity !== 'hint')
    .map(({ rule, message }) => `${rule}: ${message}`);

const CALL = 'templateName: latency';

describe('a template that only the cluster has', () => {
  it('is there', () => {
    expect(found(serve(experiment(CALL), facts([template('latency')])))).toEqual([]);
    expect(found(serve(experiment(CALL)))).toEqual([
      'exp-analysis-template-missing: This workspace has no AnalysisTemplate, so `latency` must be defined elsewhere. If it does not exist, the Experiment ends in Error on its second pass, before any pod starts.',
    ]);
  });

  it('says which args it wants', () => {
    const service = serve(experiment(CALL), facts([template('latency', [{ name: 'host' }])]));
    expect(found(service).map(told => told.split(':')[0])).toEqual(['exp-arg-unresolved']);
  });

  it('is looked up in the namespace of the Experiment alone', () => {
    const service = serve(experiment(CALL, 'other'), facts([template('latency')]));
    // Nothing is known of that namespace: what the files say stands as it is.
    expect(found(service)).toEqual([
      'exp-analysis-template-missing: This workspace has no AnalysisTemplate, so `latency` must be defined elsewhere. If it does not exist, the Experiment ends in Error on its second pass, before any pod starts.',
    ]);
  });

  it('gives way to one of the workspace', () => {
    const own = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: latency
spec:
  metrics:
    - name: own
      provider:
        job:
          spec:
            backoffLimit: 0
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: c
                    image: c:1
`;
    const service = serve(experiment(CALL), facts([template('latency', [{ name: 'host' }])]));
    service.update('file:///shop/latency.yaml', own);
    expect(found(service)).toEqual([]);
    expect(service.define(URI, experiment(CALL).indexOf('latency')).map(({ uri }) => uri)).toEqual([
      'file:///shop/latency.yaml',
    ]);
  });

  it('brings those that it nests', () => {
    const outer = { ...template('outer'), spec: { templates: [{ templateName: 'inner' }] } };
    const service = serve(experiment('templateName: outer'), facts([outer, template('inner', [{ name: 'host' }])]));
    expect(found(service).map(told => told.split(':')[0])).toEqual(['exp-arg-unresolved']);
  });
});

describe('a template that is nowhere', () => {
  it('is missing in both, where both are known', () => {
    expect(found(serve(experiment(CALL), facts([template('latencyy')])))).toEqual([
      'exp-analysis-template-missing: AnalysisTemplate `latency` is neither in this workspace nor in namespace `shop` of `prod`. The Experiment ends in Error on its second pass, before any pod starts. Did you mean `latencyy`?',
    ]);
    expect(found(serve(experiment(`${CALL}\nclusterScope: true`), facts([])))).toEqual([
      'exp-analysis-template-missing: ClusterAnalysisTemplate `latency` is neither in this workspace nor in `prod`. The Experiment ends in Error on its second pass, before any pod starts. Create it, or correct the name.',
    ]);
  });

  it('is in the other scope, if it is there', () => {
    const [told] = found(serve(experiment(CALL), facts([template('latency', [], null)])));
    expect(told).toMatch(/^analysis-scope-mismatch: `latency` is a ClusterAnalysisTemplate/);
  });

  it('is missing in the workspace alone, as long as nobody may list those of the cluster', () => {
    const [told] = found(serve(experiment(CALL), facts([], { kinds: {} })));
    expect(told).toMatch(
      /^exp-analysis-template-missing: This workspace has no AnalysisTemplate, so `latency` must be defined elsewhere\./,
    );
  });
});

describe('where a kustomization has the last word', () => {
  it('nobody compares the file with the object', () => {
    const text = experiment('templateName: latency');
    const live = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Experiment',
      metadata: { name: 'trial', namespace: 'shop' },
      spec: { duration: '5m' },
      status: { phase: 'Failed' },
    };
    const known = facts([template('latency')]);
    const controller = { instanceId: 'shop' };
    const kinds = { ...known.kinds, Experiment: { namespaces: [], objects: [live] } };
    const service = serve(text, { ...known, controller, kinds });
    expect(found(service).map(told => told.split(':')[0])).toEqual(['exp-spec-edit-no-effect', 'instance-id-missing']);
    service.update('file:///shop/kustomization.yaml', 'commonLabels: { a: b }\nresources:\n  - trial.yaml\n');
    expect(found(service)).toEqual([]);
  });

  it('nobody knows the namespace', () => {
    const service = serve(experiment(CALL), facts([]));
    service.update('file:///shop/kustomization.yaml', 'namespace: elsewhere\nresources:\n  - trial.yaml\n');
    expect(found(service)[0]).toMatch(/This workspace has no AnalysisTemplate, so `latency` must be defined elsewhere/);
  });
});

describe('in the text', () => {
  const cluster = facts([template('latency', [{ name: 'host' }, { name: 'limit', value: '5' }])]);

  it('names of the cluster are offered behind those of the workspace', () => {
    const text = experiment('templateName: ');
    const service = serve(text, cluster);
    service.update(
      'file:///shop/own.yaml',
      'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: own\nspec:\n  metrics: []\n',
    );
    const items = service.complete(URI, text.indexOf('templateName: ') + 'templateName: '.length);
    expect(
      items
        .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
        .map(({ label, detail }) => `${label}: ${detail}`),
    ).toEqual(['own: AnalysisTemplate', 'latency: AnalysisTemplate in shop on prod', 'latency with args: host']);
    expect(items.find(({ label }) => label === 'latency')?.documentation).toBe(
      '- `host`, required\n- `limit`: `5` if not given',
    );
  });

  it('a name is written together with the args that it requires', () => {
    const text = experiment('templateName: lat');
    const items = serve(text, cluster).complete(URI, text.indexOf(': lat') + ': lat'.length);
    const edit = items.find(({ label }) => label === 'latency with args')?.edit;
    expect(edit && applyEdits(text, [edit])).toBe(
      experiment('templateName: latency\nargs:\n  - name: host\n    value: $1'),
    );
    const passing = experiment('templateName: lat\nargs: []');
    const others = serve(passing, cluster).complete(URI, passing.indexOf(': lat') + ': lat'.length);
    expect(others.map(({ label }) => label)).toEqual(['latency']);
  });

  it('the args of its templates are offered', () => {
    const text = experiment(`${CALL}\nargs:\n  - name: `);
    const items = serve(text, cluster).complete(URI, text.lastIndexOf('name: ') + 'name: '.length);
    expect(items.map(({ label }) => label)).toEqual(['host', 'limit']);
  });

  it('hover tells where a template is', () => {
    const text = experiment(`${CALL}\nargs: [{name: host, value: h}]`);
    expect(serve(text, cluster).hover(URI, text.indexOf('latency'))?.markdown).toBe(
      '**AnalysisTemplate `latency`** in namespace `shop` on `prod`\n\nArgs:\n- `host` (required)\n- `limit` (`5` if not given)\n\nMetrics:\n- `success-rate`\n\n---\n\n**1 metric, 1 measurement.**\n\n- `success-rate`: 1 measurement, ends at once\n\nWhat the measurements take comes on top.',
    );
  });

  it('its definition is a text of the cluster', () => {
    const text = experiment(CALL);
    const service = serve(text, cluster);
    const [place] = service.define(URI, text.indexOf('latency'));
    expect(place?.uri).toBe('argo-experiments-cluster:/prod/shop/AnalysisTemplate/latency.yaml');
    const shown = service.clusterText(place?.uri ?? '') ?? '';
    expect(shown.slice(place?.range.start, place?.range.end)).toBe('latency');
    expect(service.lines(place?.uri ?? '')?.position(place?.range.start ?? 0)).toEqual({ line: 3, character: 8 });
  });

  it('what is related to a problem is in it', () => {
    const text = experiment(CALL);
    const [problem] = serve(text, cluster).diagnose(URI);
    expect(problem?.rule).toBe('exp-arg-unresolved');
    expect(problem?.related.map(({ uri }) => uri)).toEqual([
      'argo-experiments-cluster:/prod/shop/AnalysisTemplate/latency.yaml',
    ]);
    expect(problem?.fixes.flatMap(({ others }) => others)).toEqual([]);
  });

  it('its uses in the workspace are found', () => {
    const text = `${experiment(CALL)}---\n${experiment(CALL).replace('name: trial', 'name: again')}`;
    const places = serve(text, cluster).refer(URI, text.indexOf('latency'));
    expect(places.filter(({ role }) => role === 'reference').map(({ uri }) => uri)).toEqual([URI, URI]);
  });

  it('it cannot be renamed', () => {
    const text = experiment(CALL);
    expect(serve(text, cluster).rename(URI, text.indexOf('latency'), 'other')).toEqual({
      kind: 'refused',
      message: 'Its definition is on the cluster, in no file of the workspace.',
    });
  });
});

describe('an address', () => {
  it('is read back however an editor writes it, also of a context with slashes', () => {
    const context = 'arn:aws:eks:eu-1:123:cluster/shop';
    const service = serve(experiment(CALL), facts([template('latency')], { context }));
    const [place] = service.define(URI, experiment(CALL).indexOf('latency'));
    expect(service.clusterText(place?.uri ?? '')).toMatch(/^apiVersion/);
    const asWritten = `argo-experiments-cluster:/${context}/shop/AnalysisTemplate/latency.yaml`;
    expect(service.clusterText(asWritten)).toBe(service.clusterText(place?.uri ?? ''));
    expect(service.clusterText('argo-experiments-cluster:/%/%E0%A4%A/x.yaml')).toBeUndefined();
    expect(service.clusterText('file:///shop/trial.yaml')).toBeUndefined();
  });
});

describe('without a cluster, or with another one', () => {
  it('nothing of the one before is left', () => {
    const service = serve(experiment(CALL), facts([template('latency')]));
    expect(found(service)).toEqual([]);
    service.setCluster(undefined);
    expect(found(service)).toHaveLength(1);
  });

  it('objects that are none are left alone', () => {
    const loop: Record<string, unknown> = { ...template('latency') };
    loop.spec = loop;
    const odd = [{}, { metadata: null }, { metadata: { name: 5 } }, loop] as const;
    const kinds = { AnalysisTemplate: { namespaces: ['shop'], objects: odd } };
    expect(() => found(serve(experiment(CALL), facts([], { kinds })))).not.toThrow();
  });
});
