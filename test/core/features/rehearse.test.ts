/** Rehearsals of files: templates found and merged, args resolved, and what the controller refuses of them (docs/controller/checks.md#experiment-errors-while-running, docs/controller/args.md#where-a-value-comes-from-in-order). */
import { describe, expect, it } from 'vitest';
import type { Scenario, Settings } from '../../../server/core/index.ts';
import { DEFAULT_SETTINGS } from '../../../server/core/index.ts';
import { newService } from '../../support/service.ts';

const URI = 'file:///shop/experiment.yaml';

const web = (name: string, rest = ''): string =>
  `{name: ${name}, ${rest}provider: {web: {url: "http://{{args.host}}/"}}}`;

function template(name: string, spec: string, kind = 'AnalysisTemplate'): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
}

function experiment(analysis: string, rest = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata: {name: e}
spec:
  ${rest}
  templates:
    - name: a
      selector: {matchLabels: {app: a}}
      template:
        metadata: {labels: {app: a}}
        spec: {containers: [{name: main, image: registry.example/a}]}
  analyses:
    - ${analysis}
`;
}

function rehearse(documents: readonly string[], chosen: Partial<Scenario> = {}, settings: Settings = DEFAULT_SETTINGS) {
  const service = newService({ [URI]: documents.join('---\n') });
  service.setComplete(true);
  const [runnable] = service.runnables(URI);
  const rehearsal = service.rehearse(
    { uri: URI, document: runnable?.document ?? 0, step: runnable?.step },
    chosen,
    settings,
  );
  if (!rehearsal) throw new Error('nothing to rehearse');
  return rehearsal.timeline;
}

function verdict(...documents: readonly string[]): string {
  const { verdict: found } = rehearse(documents);
  return `${'phase' in found ? found.phase : found.kind}: ${found.message}`;
}

describe('a rehearsal of files', () => {
  it('measures the metrics of a template and of those it names, with the args of the Experiment', () => {
    const timeline = rehearse([
      experiment(
        '{name: x, templateName: t, requiredForCompletion: true, args: [{name: host, value: "{{templates.a.replicaset.name}}"}, {name: many, value: "4"}]}',
        'duration: 5m',
      ),
      template(
        't',
        `{args: [{name: host}, {name: many, value: "9"}], metrics: [${web('m', 'count: "{{args.many}}", interval: 10s, ')}], templates: [{templateName: inner, clusterScope: true}]}`,
      ),
      template(
        'inner',
        '{metrics: [{name: i, provider: {job: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: i}]}}}}}}]}',
        'ClusterAnalysisTemplate',
      ),
    ]);
    expect(timeline.analyses).toMatchInlineSnapshot(`
      [
        {
          "analysisRun": "e-x",
          "clusterScope": false,
          "metrics": [
            {
              "dryRun": false,
              "intervalMs": 10000,
              "limits": {
                "consecutiveError": 4,
                "consecutiveSuccess": 0,
                "count": 4,
                "failure": 0,
                "inconclusive": 0,
              },
              "name": "m",
              "provider": "web",
            },
            {
              "dryRun": false,
              "limits": {
                "consecutiveError": 4,
                "consecutiveSuccess": 0,
                "count": 1,
                "failure": 0,
                "inconclusive": 0,
              },
              "name": "i",
              "provider": "job",
            },
          ],
          "name": "x",
          "requiredForCompletion": true,
          "templateName": "t",
        },
      ]
    `);
    // Its host is that of pods without a Service.
    expect(timeline.verdict).toMatchObject({ kind: 'finished', phase: 'Error' });
  });

  it('chooses an outcome where a template is not known', () => {
    const timeline = rehearse([experiment('{name: x, templateName: elsewhere}', 'duration: 5m')]);
    expect(timeline.analyses[0]?.metrics).toBeUndefined();
    expect(timeline.verdict).toMatchObject({ kind: 'finished', phase: 'Successful' });
  });

  const args = '{args: [{name: host}], metrics: [';
  const passed = 'args: [{name: host, value: h}]';
  it.each([
    ['an arg that nobody gives', [experiment('{name: x, templateName: t}'), template('t', `${args}${web('m')}]}`)]],
    [
      'an unknown placeholder',
      [
        experiment('{name: x, templateName: t, args: [{name: host, value: "{{templates.z.podTemplateHash}}"}]}'),
        template('t', `${args}${web('m')}]}`),
      ],
    ],
    [
      'an open placeholder',
      [
        experiment('{name: x, templateName: t, args: [{name: host, value: "{{templates.a"}]}'),
        template('t', `${args}${web('m')}]}`),
      ],
    ],
    [
      'finishedAt without duration',
      [
        experiment('{name: x, templateName: t, args: [{name: host, value: "{{experiment.finishedAt}}"}]}'),
        template('t', `${args}${web('m')}]}`),
      ],
    ],
    [
      'two metrics of one name',
      [
        experiment(`{name: x, templateName: t, ${passed}}`),
        template('t', `{args: [{name: host}], metrics: [${web('m')}], templates: [{templateName: u}]}`),
        template('u', `{metrics: [${web('m')}]}`),
      ],
    ],
    [
      'two values of one arg',
      [
        experiment('{name: x, templateName: t}'),
        template('t', `{args: [{name: host, value: a}], metrics: [${web('m')}], templates: [{templateName: u}]}`),
        template('u', `{args: [{name: host, value: b}], metrics: [${web('k')}]}`),
      ],
    ],
    [
      'one dryRun rule twice',
      [
        experiment(`{name: x, templateName: t, ${passed}}`, 'dryRun: [{metricName: m}]'),
        template('t', `{dryRun: [{metricName: m}], args: [{name: host}], metrics: [${web('m')}]}`),
      ],
    ],
    ['no metric at all', [experiment('{name: x, templateName: t}'), template('t', '{args: []}')]],
    [
      'a nested template that is not there',
      [experiment('{name: x, templateName: t}'), template('t', '{templates: [{templateName: u}]}')],
    ],
    [
      'a metric that the run refuses',
      [experiment(`{name: x, templateName: t, ${passed}}`), template('t', `${args}${web('m', 'count: 2, ')}]}`)],
    ],
    [
      'a placeholder that the run does not know',
      [experiment('{name: x, templateName: t}'), template('t', `{metrics: [${web('m')}]}`)],
    ],
  ])('is an Error by %s', (_, documents) => {
    expect(verdict(...documents)).toMatchSnapshot();
  });

  it('shows that the API refuses the pods', () => {
    const refused = experiment('{name: x, templateName: t}').replace('image: registry.example/a', 'ports: []');
    expect(verdict(refused)).toMatchInlineSnapshot(
      `"Error: Failed to create ReplicaSet for template 'a': ReplicaSet.apps "e-a" is invalid: spec.template: Container 'main' has no image. Add 'image'."`,
    );
  });

  it('shows that a quantity stops the controller for ever', () => {
    const stuck = experiment('{name: x, templateName: t}').replace(
      'image: registry.example/a',
      'image: a, resources: {limits: {cpu: lots}}',
    );
    expect(verdict(stuck)).toMatchInlineSnapshot(
      `"Pending: The experiment stays Pending for ever, and cannot even be terminated: the API server takes the quantity 'lots', the controller cannot read on behind it. Write a quantity such as 500m or 128Mi."`,
    );
  });

  it('evaluates conditions as the release of the target does', () => {
    const documents = [
      experiment('{name: x, templateName: t, requiredForCompletion: true}'),
      template(
        't',
        '{metrics: [{name: m, consecutiveErrorLimit: 0, successCondition: "0 < result < 5", provider: {web: {url: u}}}]}',
      ),
    ];
    const chosen = { metrics: { x: { m: { inTurn: [{ kind: 'value', value: 3 }] } } } } as const;
    const of = (argoVersion: Settings['argoVersion']) =>
      rehearse(documents, chosen, { ...DEFAULT_SETTINGS, argoVersion }).verdict;
    expect(of('1.10')).toMatchObject({ phase: 'Successful' });
    expect(of('1.9')).toMatchObject({ phase: 'Error' });
  });
});

describe('another version', () => {
  const now = [
    experiment('{name: x, templateName: t, requiredForCompletion: true}'),
    template('t', '{metrics: [{name: m, provider: {web: {url: u}}}]}'),
  ];
  const service = newService({ [URI]: now.join('---\n') });

  it('is rehearsed in the place of the files, and leaves them as they are', () => {
    const before = service.rehearse({ uri: URI, document: 0 }, {})?.timeline;
    const failing = now.join('---\n').replace('{url: u}', '{url: u, method: FOO BAR}');
    const texts = { [URI]: `kind: ConfigMap\n---\n${failing}` };
    expect(service.rehearse({ uri: URI, document: 0 }, {}, DEFAULT_SETTINGS, texts)?.timeline.verdict).toMatchObject({
      phase: 'Error',
    });
    expect(service.rehearse({ uri: URI, document: 0 }, {})?.timeline).toEqual(before);
  });

  it('that holds no Experiment there is not', () => {
    expect(service.rehearse({ uri: URI, document: 0 }, {}, DEFAULT_SETTINGS, { [URI]: '' })).toBeUndefined();
    expect(service.rehearse({ uri: URI, document: 0 }, {})?.timeline.verdict).toMatchObject({ phase: 'Successful' });
  });
});

describe('scenarios', () => {
  const files = [
    experiment('{name: x, templateName: t, requiredForCompletion: true}', 'duration: 30m'),
    template(
      't',
      '{metrics: [{name: m, interval: 1m, count: 9, successCondition: "result[0] < 5", provider: {prometheus: {address: "http://p", query: sum(x)}}}, {name: bench, provider: {job: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: i}]}}}}}}]}',
    ),
  ].join('---\n');
  const dip = (spec: string, name = 'written') =>
    `apiVersion: experiments.argo-experiments.dev/v1\nkind: Rehearsal\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

  it('are offered for each metric, and each comes to what its title says', () => {
    const service = newService({ [URI]: files });
    const offered = service.scenarios({ uri: URI, document: 0 }) ?? [];
    const told = offered.map(scenario => {
      const { verdict: found } = service.rehearse({ uri: URI, document: 0 }, scenario)?.timeline ?? {};
      return `${scenario.title}: ${found && 'phase' in found ? `${found.kind} ${found.phase}` : ''}`;
    });
    expect(told).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "pods are slow (5 min): finished Successful",
        "a never ready (ImagePullBackOff): finished Failed",
        "a crashes: finished Successful",
        "pods crash again and again: finished Successful",
        "m dips at 2 min: finished Failed",
        "bench fails: finished Failed",
        "m: provider errors: finished Error",
        "m: no data: finished Error",
        "m: NaN: finished Failed",
        "bench never ends: hangs Running",
        "terminated after 1 min: hangs Running",
      ]
    `);
  });

  it('of files beside it are offered after the good day', () => {
    const service = newService({
      [URI]: files,
      'file:///shop/e.rehearsal.yaml': `${dip('{experiment: e, terminateAt: 2m}')}---\n${dip('{experiment: other}', 'other')}`,
      'file:///shop/any.yaml': dip('{title: of any}'),
      'file:///elsewhere/x.yaml': dip('{title: elsewhere}'),
    });
    const [well, ...others] = service.scenarios({ uri: URI, document: 0 }) ?? [];
    expect([well?.title, others.slice(0, 2).map(({ title }) => title)]).toEqual([
      'as the file stands',
      ['of any', 'written'],
    ]);
    expect(service.rehearse({ uri: URI, document: 0 }, others[1] ?? {})?.timeline.verdict).toMatchObject({
      kind: 'hangs',
    });
  });
});

describe('a condition that nothing fulfils', () => {
  const prometheus = (condition: string, args = '') =>
    verdict(
      experiment(`{name: x, templateName: t, requiredForCompletion: true${args}}`),
      template(
        't',
        `{args: [{name: limit, value: "0.05"}], metrics: [{name: m, interval: 1m, count: 5, ${condition}, provider: {prometheus: {address: "http://p", query: 'sum(errors)'}}}]}`,
      ),
    );
  const error = (text: string) =>
    `Error: Metric "m" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: could not evaluate ${text}"`;

  it.each([
    [
      'successCondition: "result < 0.05"',
      'successCondition "result < 0.05": invalid operation: < (mismatched types []float64 and float64)',
    ],
    ['failureCondition: "result[0]"', 'failureCondition "result[0]": expected bool, but got float64'],
    [
      'successCondition: "result[0] < 1", failureCondition: "result[0] = 1"',
      'failureCondition "result[0] = 1": unexpected token Operator("=")',
    ],
    [
      'successCondition: "result < {{args.limit}}"',
      'successCondition "result < 0.05": invalid operation: < (mismatched types []float64 and float64)',
    ],
  ])('is the Error that the controller makes of it: %s', (condition, message) => {
    expect(prometheus(condition)).toBe(error(message));
  });

  it('is Failed where both are the same, or where it is not about the result', () => {
    const failed = 'Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)';
    expect(prometheus('successCondition: "result[0] < 1", failureCondition: "result[0]<1"')).toBe(failed);
    expect(prometheus('successCondition: "1 > 2"')).toBe(failed);
  });

  it('is for a plugin to judge', () => {
    expect(
      verdict(
        experiment('{name: x, templateName: t, requiredForCompletion: true}'),
        template('t', '{metrics: [{name: m, successCondition: "result <", provider: {plugin: {a/b: {}}}}]}'),
      ),
    ).toBe('Successful: Required AnalysisRuns completed');
  });

  it('is what comes where no answer is found that fulfils it', () => {
    expect(prometheus('successCondition: "result[0] > 5 && result[0] < 3"')).toBe(
      'Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)',
    );
  });
});

describe('pods with a probe that waits', () => {
  const probed = (seconds: number, spec: string) =>
    experiment('{name: x, templateName: nowhere}', spec).replace(
      'image: registry.example/a}',
      `image: registry.example/a, startupProbe: {initialDelaySeconds: ${seconds}}, readinessProbe: {initialDelaySeconds: 9}}`,
    );
  const availableAt = ({ events }: ReturnType<typeof rehearse>) =>
    events.find(event => event.subject === 'template' && event.to === 'Running')?.at;

  it('are ready when they are asked for the first time, and not before', () => {
    expect(availableAt(rehearse([probed(60, 'duration: 5m')]))).toBe(60_000);
    expect(availableAt(rehearse([probed(60, 'duration: 5m')], { defaultPods: { readyAfterMs: 70_000 } }))).toBe(70_000);
    expect(availableAt(rehearse([probed(0, 'duration: 5m')]))).toBe(9_000);
  });

  it.each(['.inf', '1e300', '.nan', '-5', 'text'])('are ready some time, or never, with a delay of %s', delay => {
    const text = probed(0, '').replace('initialDelaySeconds: 0', `initialDelaySeconds: ${delay}`);
    const service = newService({ [URI]: text });
    for (const scenario of service.scenarios({ uri: URI, document: 0 }) ?? [])
      expect(service.rehearse({ uri: URI, document: 0 }, scenario)?.timeline.verdict.message).toBeTruthy();
  });

  it('fail by a deadline that passes before', () => {
    expect(verdict(probed(60, 'progressDeadlineSeconds: 50'))).toBe(
      "Failed: Template 'a' exceeded its progressDeadlineSeconds (50)",
    );
  });
});

describe('a Rehearsal in an editor', () => {
  it('has completion, hover and problems of structure like any other document', () => {
    const uri = 'file:///shop/e.rehearsal.yaml';
    const text =
      'apiVersion: experiments.argo-experiments.dev/v1\nkind: Rehearsal\nmetadata: {name: r}\nspec:\n  metrics:\n    - analysis: x\n      metric: m\n      results:\n        - answer: \n          form: 2m\n';
    const service = newService({ [uri]: text });
    expect(
      service.complete(uri, text.indexOf('answer: ') + 'answer: '.length).map(({ label }) => label),
    ).toMatchInlineSnapshot(`
      [
        "good",
        "bad",
        "nothing",
        "nan",
        "error",
        "inconclusive",
      ]
    `);
    expect(service.hover(uri, text.indexOf('results'))?.markdown).toContain('Answers over the time.');
    expect(service.diagnose(uri).map(({ rule, message }) => `${rule}: ${message}`)).toMatchInlineSnapshot(`
      [
        "unknown-field: Unknown field \`form\`. Did you mean \`from\`? The rehearsal does without it.",
      ]
    `);
  });
});
