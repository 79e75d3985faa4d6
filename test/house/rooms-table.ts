/** Who may import whom, as data: the table of ARCHITECTURE.md, from the ground up. */
export interface Room {
  readonly room: string;
  /** Rooms, files and packages that it may import, besides itself. */
  readonly may: readonly string[];
  /** Rooms of which it may know types only. */
  readonly mayKnow?: readonly string[];
  readonly why: string;
}

export const CORE = 'server/core';
const core = (...rooms: readonly string[]): readonly string[] => rooms.map(room => `${CORE}/${room}`);
const READING = core('text', 'yaml', 'kube', 'expr', 'args', 'templating', 'promql', 'schema');
const KNOWING = [...READING, ...core('model', 'lifecycle', 'workspace')];
const JUDGING = [...KNOWING, ...core('run')];
const ENV = core('env.ts');

/** The rooms of the expression language, from the ground up, each with those that it stands on. */
const EXPR = {
  builtins: [],
  syntax: ['builtins'],
  types: ['builtins'],
  values: ['builtins', 'types'],
  infer: ['builtins', 'syntax', 'types', 'values'],
  evaluate: ['builtins', 'syntax', 'types', 'values', 'infer'],
  possible: ['builtins', 'syntax', 'types', 'values', 'infer', 'evaluate'],
  check: ['builtins', 'syntax', 'types', 'values', 'infer', 'evaluate', 'possible'],
  help: ['builtins', 'syntax', 'types', 'check'],
} satisfies Record<string, readonly string[]>;

/** The rooms of the controllers' state machines, from the ground up. */
const LIFECYCLE = {
  spec: [],
  answers: ['spec'],
  analysis: ['spec', 'answers'],
  experiment: ['spec', 'answers', 'analysis'],
} satisfies Record<string, readonly string[]>;

/** What the client knows of experiments, wherever they run, from the ground up. */
const EXPERIMENTS = {
  values: [],
  failures: ['values'],
  view: ['values'],
  objects: ['values', 'view'],
  ports: ['values', 'failures', 'view', 'objects'],
  places: ['values', 'view', 'ports'],
} satisfies Record<string, readonly string[]>;

/** The first room that holds a file is its room. */
export const ROOMS: readonly Room[] = [
  { room: `${CORE}/text`, may: [], why: 'text knows nothing but text' },
  {
    room: `${CORE}/yaml`,
    may: [...core('text'), 'yaml'],
    why: 'the tree is made of text, by the package `yaml`, here only',
  },
  { room: `${CORE}/kube`, may: core('text', 'yaml'), why: 'forms of Kubernetes stand below everything that uses them' },
  ...Object.entries(EXPR).map(
    ([name, below]): Room => ({
      room: `${CORE}/expr/${name}`,
      may: core('text', ...below.map(each => `expr/${each}`)),
      why: 'the language of conditions knows no YAML and no Kubernetes, and each of its rooms only those below it',
    }),
  ),
  {
    room: `${CORE}/args`,
    may: core('text', 'yaml'),
    why: 'placeholders are found in text; what they stand for is known to the workspace',
  },
  {
    room: `${CORE}/templating`,
    may: core('text', 'yaml', 'args'),
    why: 'marks of other tools are found in text; where a file lies is known to the workspace',
  },
  {
    room: `${CORE}/promql`,
    may: [...core('text', 'args', 'expr'), '@prometheus-io/lezer-promql', '@lezer/common'],
    why: 'PromQL is read by its own grammar, here only',
  },
  {
    room: `${CORE}/schema`,
    may: core('text', 'yaml', 'kube', 'expr', 'args'),
    why: 'the language walks trees, it does not judge what they mean',
  },
  {
    room: `${CORE}/model/providers`,
    may: [...READING, ...core('model', 'lifecycle')],
    why: 'what the fields of a provider mean is read of one metric',
  },
  {
    room: `${CORE}/model`,
    may: [...READING, ...core('lifecycle')],
    why: 'a reading of one document knows no other document',
  },
  ...Object.entries(LIFECYCLE).map(
    ([name, below]): Room => ({
      room: `${CORE}/lifecycle/${name}`,
      may: core('text', 'kube', 'expr', ...below.map(each => `lifecycle/${each}`)),
      why: 'a rehearsal plays plain specs: it knows no YAML, and each of its rooms only those below it',
    }),
  ),
  {
    room: `${CORE}/workspace`,
    may: [...READING, ...core('model', 'lifecycle')],
    why: 'the workspace finds documents, it does not judge them',
  },
  {
    room: `${CORE}/run`,
    may: KNOWING,
    why: 'what becomes of a run is worked out of all that the files say, once for all who ask',
  },
  {
    room: `${CORE}/rules/engine`,
    may: JUDGING,
    mayKnow: ENV,
    why: 'how rules are asked, written and repaired is known without any of them',
  },
  { room: `${CORE}/rules`, may: JUDGING, mayKnow: ENV, why: 'rules stand on everything below and know no feature' },
  {
    room: `${CORE}/features`,
    may: [...JUDGING, ...core('rules')],
    mayKnow: ENV,
    why: 'a feature stands on rules and below',
  },
  {
    room: `${CORE}/service`,
    may: [...JUDGING, ...core('rules', 'features'), ...ENV],
    why: 'the service gives each feature its verb',
  },
  {
    room: `${CORE}/env.ts`,
    may: [],
    mayKnow: core('schema'),
    why: 'ports are shapes; nothing of the core is behind them',
  },
  { room: `${CORE}/index.ts`, may: [CORE], why: 'the door of the core opens to the core only' },
  {
    room: 'server/protocol.ts',
    may: [],
    mayKnow: core('lifecycle', 'workspace/cluster-facts.ts', 'workspace/reference.ts'),
    why: 'what both ends say to each other is types and names',
  },
  {
    room: 'server/lsp',
    may: [
      ...core('index.ts'),
      'server/protocol.ts',
      'server/agents',
      'server/disk',
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
      'vscode-uri',
      'node:',
    ],
    why: 'the language server enters the core by its door, `server/core/index.ts`',
  },
  {
    room: 'server/cli',
    may: [...core('index.ts'), 'server/disk', 'server/print', 'commander', 'diff', 'node:'],
    mayKnow: ['server/mcp'],
    why: 'the command line enters the core by its door, `server/core/index.ts`, and knows no language server',
  },
  {
    room: 'server/print',
    may: core('index.ts'),
    why: 'plain text of what the core answers, for terminals and agents',
  },
  {
    room: 'server/agents',
    may: [...core('index.ts'), 'server/print'],
    why: 'what agents may ask is one thing, by whatever protocol they ask',
  },
  {
    room: 'server/mcp',
    may: [...core('index.ts'), 'server/agents', 'server/disk', '@modelcontextprotocol/sdk', 'node:'],
    why: 'one protocol around the tools for agents, in a bundle of its own',
  },
  {
    room: 'server/disk',
    may: [...core('index.ts'), 'minimatch', 'ignore', 'vscode-uri', 'node:'],
    why: 'reading files is shared by server and command line, and knows neither',
  },
  ...Object.entries(EXPERIMENTS).map(
    ([name, below]): Room => ({
      room: `client/experiments/${name}`,
      may: ['client/ids.ts', 'server/protocol.ts', ...below.map(each => `client/experiments/${each}`)],
      why: 'what is shown is worked out without an editor and without a cluster, and each room knows only those below it',
    }),
  ),
  {
    room: 'client/rehearsal',
    may: ['client/experiments', 'server/protocol.ts'],
    why: 'a rehearsal is asked from the server and played by `client/experiments`’s interfaces',
  },
  {
    room: 'client/kube/reach',
    may: ['client/experiments', 'server/protocol.ts', '@kubernetes/client-node', 'yaml', 'node:'],
    why: 'the way to a cluster knows nothing of what is asked there',
  },
  {
    room: 'client/kube/follow',
    may: ['client/kube/reach', 'client/experiments', 'server/protocol.ts', 'node:'],
    why: 'whoever follows a cluster changes nothing there',
  },
  {
    room: 'client/kube/act',
    may: ['client/kube/reach', 'client/kube/follow', 'client/experiments', 'server/protocol.ts', 'node:'],
    why: 'the cluster’s side knows no editor',
  },
  {
    room: 'client/kube',
    may: ['client/experiments', 'server/protocol.ts', 'yaml', 'node:'],
    why: 'the cluster’s side knows no editor; it is a bundle of its own',
  },
  {
    room: 'client/tree/nodes',
    may: ['client/tree', 'client/experiments', 'client/ids.ts'],
    why: 'rows are plain descriptions, without an editor',
  },
  {
    room: 'client/results/model',
    may: ['client/experiments', 'server/protocol.ts'],
    why: 'series and tables are plain, without an editor',
  },
  {
    room: 'client/results/page',
    may: ['client/experiments/values/duration.ts', 'uplot'],
    mayKnow: ['client/results/model', 'client/experiments'],
    why: 'a page in a frame knows nothing but what it is sent',
  },
  ...['tree', 'commands', 'results', 'logs', 'onboarding'].map(
    (name): Room => ({
      room: `client/${name}`,
      may: ['client/experiments', 'client/ui', 'client/ids.ts', 'server/protocol.ts', 'vscode'],
      why: 'views and commands know sources by `client/experiments/ports/source.ts` alone: neither the cluster nor the rehearsal',
    }),
  ),
  {
    room: 'client/ui',
    may: ['client/experiments', 'client/ids.ts', 'server/protocol.ts', 'vscode'],
    why: 'narrow ports over the editor know no feature',
  },
  {
    room: 'client/language',
    may: [
      'client/experiments',
      'client/ui',
      'client/ids.ts',
      'server/protocol.ts',
      'vscode',
      'vscode-languageclient',
      'vscode-uri',
      'node:',
    ],
    why: 'the client knows the server by `server/protocol.ts` alone',
  },
  {
    room: 'client/typing',
    may: ['server/protocol.ts', 'vscode'],
    why: 'a key press waits for no answer: what the keyboard does knows the text alone',
  },
  {
    room: 'client/load-kubernetes.ts',
    may: ['node:'],
    mayKnow: ['client/kube', 'client/experiments'],
    why: 'the library of Kubernetes is loaded when it is needed',
  },
  {
    room: 'client/clusters',
    may: [
      'client/experiments',
      'client/ui',
      'client/ids.ts',
      'client/load-kubernetes.ts',
      'server/protocol.ts',
      'vscode',
    ],
    mayKnow: ['client/kube'],
    why: 'of `client/kube` only types are known before a person connects',
  },
  {
    room: 'client',
    may: ['client', 'server/protocol.ts', 'vscode', 'vscode-languageclient', 'node:'],
    why: 'the client knows the server by `server/protocol.ts` alone',
  },
  {
    room: 'schemas',
    may: ['node:', 'yaml', '@kubernetes/client-node'],
    mayKnow: core('schema', 'lifecycle/spec/provider-kind.ts'),
    why: 'the language is data: of the core it knows the shape of that data',
  },
  {
    room: 'scripts/guard',
    may: ['node:'],
    why: 'what ends programs knows none of them',
  },
  {
    room: 'scripts/cluster/process',
    may: ['scripts/guard', 'node:'],
    why: 'how programs are run is known without any of them',
  },
  {
    room: 'scripts/cluster/programs',
    may: ['scripts/cluster/process', 'scripts/guard', 'node:'],
    why: 'what is built is known without being started',
  },
  {
    room: 'scripts/cluster/api',
    may: ['scripts/cluster/process', 'scripts/cluster/programs', '@kubernetes/client-node', 'node:'],
    why: 'what an API server is asked and told is known without a plane',
  },
  {
    room: 'scripts/cluster',
    may: ['scripts/guard', '@kubernetes/client-node', 'node:'],
    why: 'the control plane is a package of its own: it knows nothing of the product and its tests',
  },
  {
    room: 'scripts/cluster-tests',
    may: ['scripts', 'node:'],
    why: 'tests on a cluster are started by what starts clusters',
  },
  {
    room: 'scripts',
    may: [
      'schemas/build.ts',
      ...core('index.ts'),
      'node:',
      'esbuild',
      'playwright-core',
      'yaml',
      '@kubernetes/client-node',
      '@vscode/test-electron',
      'typescript',
      'vitest',
    ],
    why: 'scripts build, start and test; what the product does is in its rooms',
  },
  { room: 'l10n', may: ['node:'], why: 'texts are collected from files' },
];
