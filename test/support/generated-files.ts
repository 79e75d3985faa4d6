/** Files with an experiment and its analysis templates, put together by chance from right parts and wrong ones; the same for the same seed. */

/** A sequence of numbers from 0 to 1, below 1. */
export type Chance = () => number;

/** Mulberry32: small, and good enough to choose with. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** One that stands for the field left out. */
const NONE = undefined;

class Maker {
  readonly #chance: Chance;
  /** How likely a part is a wrong one. */
  readonly #wrong: number;

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#wrong = chance() < 0.3 ? 0 : 0.08;
  }

  file(): string {
    const templates = this.#isOneIn(8) ? ['health'] : ['health', 'load'];
    const documents = [
      this.#isOneIn(5) ? this.#rollout(templates) : this.#experiment(templates),
      ...templates.map(name => this.#template(name)),
    ];
    return `${documents.map(document => JSON.stringify(document, undefined, 2)).join('\n---\n')}\n`;
  }

  #one<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.#chance() * list.length)];
    // The index is below the length, and no list here is empty.
    return item as T;
  }

  #isOneIn(many: number): boolean {
    return this.#chance() * many < 1;
  }

  /** Mostly one of the right ones. */
  #mostly<T>(right: readonly T[], wrong: readonly T[]): T {
    return this.#one(this.#chance() < this.#wrong ? wrong : right);
  }

  #experiment(templates: readonly string[]): Plain {
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Experiment',
      metadata: { name: this.#mostly(['trial', 'shop'], ['Trial', '2024-trial', 'a'.repeat(60)]) },
      spec: { ...this.#body(templates, () => this.#podTemplate()), terminate: this.#mostly([NONE], [true]) },
    };
  }

  #rollout(templates: readonly string[]): Plain {
    const body = this.#body(templates, () => ({ specRef: this.#mostly(['stable', 'canary'], ['baseline']) }));
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'shop' } },
        template: this.#pods('shop'),
        strategy: { canary: { steps: [{ setWeight: 10 }, { experiment: body }] } },
      },
    };
  }

  #body(templates: readonly string[], more: () => { readonly [key: string]: Plain | undefined }) {
    const names = this.#mostly([['baseline', 'canary'], ['canary']], [['canary', 'canary'], ['Canary'], ['']]);
    return {
      duration: this.#mostly([NONE, '5m', '20m', '90s'], ['0s', '1d', '-5m', '20 minutes']),
      progressDeadlineSeconds: this.#mostly([NONE, 300], [0, 5]),
      scaleDownDelaySeconds: this.#mostly([NONE, 0, 10], [-1]),
      templates: names.map(name => ({
        name,
        ...more(),
        replicas: this.#mostly([NONE, 1, 3], [0, -1]),
        service: this.#one([NONE, {}, { name: 'shop-trial' }]),
      })),
      analyses: this.#list(this.#one([0, 1, 1, 2, 3]), index => this.#analysis(templates, index)),
      dryRun: this.#mostly([NONE], [[{ metricName: 'errors' }], [{ metricName: '*' }], [{ metricName: '.*' }]]),
    };
  }

  #list<T>(length: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length }, (_, index) => make(index));
  }

  #podTemplate(): { readonly [key: string]: Plain | undefined } {
    const app = this.#mostly(['shop'], ['other']);
    return {
      minReadySeconds: this.#mostly([NONE, 10], [700, -1]),
      selector: this.#mostly<Plain>([{ matchLabels: { app: 'shop' } }], [{}, { matchLabels: { App: 'x y' } }]),
      template: this.#pods(app),
    };
  }

  #pods(app: string): Plain {
    const port = this.#one([[], [{ containerPort: 8080 }]]);
    return {
      metadata: { labels: { app } },
      spec: {
        containers: [
          {
            name: this.#mostly(['main'], ['Main']),
            image: this.#mostly<string | undefined>(['shop:1'], [NONE, '']),
            ports: this.#mostly<Plain>(
              [port],
              [[{ containerPort: 8080 }, { containerPort: 9090 }], [{ containerPort: 0 }]],
            ),
            resources: this.#mostly<Plain | undefined>([NONE], [{ limits: { cpu: 'lots' } }]),
          },
        ],
      },
    };
  }

  #analysis(templates: readonly string[], index: number): Plain {
    const host = this.#mostly(
      ['shop', '{{templates.canary.replicaset.name}}', '{{templates.canary.podTemplateHash}}'],
      ['canary', '{{templates.other.podTemplateHash}}', '{{experiment.finishedAt}}', '{{args.host}}', ''],
    );
    const args = [
      { name: 'host', value: host },
      { name: 'limit', value: this.#mostly(['0.05', '1'], ['0.5%', 'much']) },
      { name: 'every', value: this.#mostly(['30s', '1m'], ['1d', '30']) },
      { name: 'many', value: this.#mostly(['3', '5'], ['some', '-1', '0']) },
    ];
    return {
      name: this.#mostly([`check-${index}`], ['check-0', 'Check']),
      templateName: this.#mostly(templates, ['helth', 'elsewhere']),
      requiredForCompletion: this.#one([NONE, true, true]),
      args: args.filter(() => this.#chance() >= this.#wrong / 2),
    };
  }

  #template(name: string): Plain {
    const names = this.#mostly([['errors'], ['errors', 'latency']], [['errors', 'errors'], []]);
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name },
      spec: {
        args: [
          { name: 'host' },
          { name: 'limit', value: this.#one([NONE, '0.1']) },
          { name: 'every', value: this.#one([NONE, '20s']) },
          { name: 'many', value: this.#one([NONE, '4']) },
        ],
        metrics: names.map(metric => this.#metric(`${metric}`)),
        templates: this.#mostly<Plain | undefined>([NONE], [[{ templateName: 'load' }], [{ templateName: 'nowhere' }]]),
        dryRun: this.#mostly<Plain | undefined>([NONE], [[{ metricName: 'errors' }], [{ metricName: 'other' }]]),
      },
    };
  }

  #metric(name: string): Plain {
    const [provider, success, failure] = this.#one(PROVIDERS);
    const every = this.#mostly<Plain | undefined>(['30s', '1m', '{{args.every}}'], [NONE, '1d', '0s', '']);
    return {
      name,
      interval: every,
      count: this.#mostly<Plain | undefined>([3, 5, '{{args.many}}', NONE, 1], [0, -1, 'some']),
      initialDelay: this.#mostly<string | undefined>([NONE, NONE, '10s'], ['1d']),
      failureLimit: this.#mostly<Plain | undefined>([NONE, 1], [-1, -2, 9]),
      inconclusiveLimit: this.#mostly<Plain | undefined>([NONE], [-1, 9]),
      consecutiveErrorLimit: this.#mostly<Plain | undefined>([NONE, 2], [-1]),
      consecutiveSuccessLimit: this.#mostly<Plain | undefined>([NONE, NONE, 2], [-1, 9]),
      successCondition: this.#one(success ?? [NONE]),
      failureCondition: this.#isOneIn(4) ? this.#one(failure ?? [NONE]) : NONE,
      provider: this.#mostly<Plain>([this.#one(provider)], [{}, ...WRONG_PROVIDERS]),
    };
  }
}

type Provider = readonly [
  providers: readonly Plain[],
  success?: readonly (string | undefined)[],
  failure?: readonly (string | undefined)[],
];

const POD = { containers: [{ name: 'main', image: 'curl:1', command: ['curl', 'http://{{args.host}}:8080'] }] };
const ADDRESS = { address: 'http://prometheus:9090' };

/** Each with conditions that fit it, and a few that do not. */
const PROVIDERS: readonly Provider[] = [
  [
    [
      { prometheus: { ...ADDRESS, query: 'sum(rate(errors{host="{{args.host}}"}[5m])) / sum(rate(all[5m]))' } },
      { prometheus: { ...ADDRESS, query: 'errors' } },
      { prometheus: { ...ADDRESS, query: 'scalar(errors)' } },
    ],
    [
      'result[0] < 0.05',
      'result[0] < {{args.limit}}',
      'all(result, # >= 0.95)',
      'len(result) == 0 || result[0] <= 1',
      'result < 0.05',
      'asFloat(result) >= 0.95',
      'default(result, 0) < 0.05',
      'isNaN(result[0]) || result[0] > 5',
      'result[0] > 5 && result[0] < 3',
      'result[0] = 1',
      NONE,
    ],
    ['result[0] > 0.5', 'any(result, # > {{args.limit}})', 'result[0]'],
  ],
  [
    [
      { web: { url: 'http://{{args.host}}:8080/health', jsonPath: '{$.data}' } },
      { web: { url: 'https://status.example/api?for={{args.host}}' } },
    ],
    [
      'result == "ok"',
      'result.errors < 5 && result.ok',
      'asFloat(result) < {{args.limit}}',
      'result.rate >= 0.9',
      'len(result) > 2',
      'result.items[0].name matches "^a"',
      'result in ["a", "b"]',
      'result ==',
      'results > 1',
      NONE,
    ],
    ['result.failed', 'result == "down"'],
  ],
  [[{ job: { spec: { backoffLimit: 0, template: { spec: { ...POD, restartPolicy: 'Never' } } } } }]],
  [[{ datadog: { apiVersion: 'v2', query: 'avg:errors{*}', interval: '5m' } }], ['result < 0.05', 'result[0] < 1']],
  [[{ newRelic: { query: 'SELECT average(duration) FROM Transaction' } }], ["result['average.duration'] < 0.5"]],
  [[{ graphite: { address: 'http://graphite', query: 'target=errors' } }], ['result[0] < 5', 'result < 5']],
  [[{ wavefront: { address: 'example.wavefront.com', query: 'ts(errors)' } }], ['result < 5', 'result[0] < 5']],
  [[{ influxdb: { profile: 'p', query: 'from(bucket: "b")' } }], ['result[0] < 5']],
  [[{ skywalking: { address: 'http://skywalking', query: 'query {}', interval: '3m' } }], ['result.a.b > 1']],
  [[{ plugin: { 'example/metric': { any: '{{args.host}}' } } }], ['result < 5', NONE]],
];

const WRONG_PROVIDERS: readonly Plain[] = [
  { prometheus: { address: 'prometheus:9090', query: 'errors' } },
  { prometheus: { ...ADDRESS, query: 'sum(errors' } },
  { prometheus: { ...ADDRESS, query: 'rate(errors)' } },
  { prometheus: { ...ADDRESS, query: '' } },
  { prometheus: { ...ADDRESS, query: 'errors', timeout: -1 } },
  { web: { url: 'http://:8080/health' } },
  { web: { url: 'http:///health' } },
  { web: { url: 'http://shop/health', body: 'x' } },
  { web: { url: 'http://shop/health', jsonPath: '$.data' } },
  { web: { url: 'http://shop/health', jsonPath: '{$.data' } },
  { job: { spec: { template: { spec: POD } } } },
  { job: { spec: { template: { spec: { containers: [{ name: 'main' }], restartPolicy: 'Never' } } } } },
  {
    job: {
      spec: {
        template: {
          spec: {
            ...POD,
            containers: [{ name: 'main', image: 'curl:1', args: ['http://:80'] }],
            restartPolicy: 'Never',
          },
        },
      },
    },
  },
  { datadog: { apiVersion: 'v2' } },
  { datadog: { query: 'q', interval: '5 minutes' } },
  { graphite: { address: 'http://graphite', query: 'errors' } },
  { wavefront: { address: 'https://example.wavefront.com', query: 'ts(errors)' } },
  {
    kayenta: {
      address: 'http://k',
      application: 'a',
      canaryConfigName: 'c',
      metricsAccountName: 'm',
      storageAccountName: 's',
      configurationAccountName: 'c',
      threshold: { pass: 90, marginal: 70 },
      lookback: true,
      scopes: [
        {
          name: 'default',
          controlScope: { scope: 'c', region: 'r', step: 60 },
          experimentScope: { scope: 'e', region: 'r', step: 60 },
        },
      ],
    },
  },
  { web: { url: 'http://shop' }, job: { spec: { template: { spec: { ...POD, restartPolicy: 'Never' } } } } },
];

export function generateFile(seed: number): string {
  return new Maker(chanceOf(seed)).file();
}
