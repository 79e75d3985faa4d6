// How kwok plays node and kubelet. It does only what a stage says: each stage below selects pods by their annotations and state, and
// writes the status that a kubelet would report. The annotations stand in docs/testing-with-a-cluster.md.

interface ContainerState {
  readonly ready: boolean;
  readonly started: boolean;
  readonly restarts?: number;
  /** Go template text of `state`, and of `lastState` where there is one. */
  readonly state: string;
  readonly lastState?: string;
}

interface PodState {
  readonly phase?: string;
  /** The pod gets its addresses and start time with this status. */
  readonly begins?: true;
  readonly ready: boolean;
  /** Reason of the Ready condition while it is False. */
  readonly reason?: string;
  readonly container: ContainerState;
}

type Requirement =
  | { key: string; operator: 'Exists' | 'DoesNotExist' }
  | { key: string; operator: 'In' | 'NotIn'; values: string[] };

const annotation = (name: string) => `.metadata.annotations["play/${name}"]`;
const exists = (key: string): Requirement => ({ key, operator: 'Exists' });
const absent = (key: string): Requirement => ({ key, operator: 'DoesNotExist' });
const among = (key: string, ...values: string[]): Requirement => ({ key, operator: 'In', values });

const notDeleted = absent('.metadata.deletionTimestamp');
const notBegun = absent('.status.podIP');
const isReady = among('.status.conditions.[] | select( .type == "Ready" ) | .status', 'True');

/** The status of a pod as one of kwok's Go templates. */
function podStatus(state: PodState): string {
  const truth = state.ready ? 'True' : 'False';
  const reason = state.ready ? '' : `, reason: ${state.reason ?? 'ContainersNotReady'}`;
  const condition = (type: string, status: string, extra = '') =>
    `- {type: ${type}, status: "${status}"${extra}, lastTransitionTime: {{ $now | Quote }} }`;
  const { container } = state;
  return [
    '{{ $now := Now }}',
    '{{ $annotations := or .metadata.annotations dict }}',
    ...(state.phase ? [`phase: ${state.phase}`] : []),
    ...(state.begins
      ? [
          'hostIP: {{ NodeIPWith .spec.nodeName | Quote }}',
          'podIP: {{ PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}',
          'startTime: {{ $now | Quote }}',
        ]
      : []),
    'conditions:',
    condition('Initialized', 'True'),
    condition('Ready', truth, reason),
    condition('ContainersReady', truth, reason),
    'containerStatuses:',
    '{{ range .spec.containers }}',
    '- name: {{ .name | Quote }}',
    '  image: {{ .image | Quote }}',
    '  imageID: ""',
    `  ready: ${container.ready}`,
    `  started: ${container.started}`,
    `  restartCount: ${container.restarts ?? 0}`,
    `  state: ${container.state}`,
    ...(container.lastState ? [`  lastState: ${container.lastState}`] : []),
    '{{ end }}',
    '',
  ].join('\n');
}

interface StageOptions {
  readonly selector: readonly Requirement[];
  /** Milliseconds, unless the annotation named here tells a duration (`3s`). */
  readonly delay?: { readonly milliseconds: number; readonly annotation: string };
  readonly next: object;
}

function stage(name: string, kind: 'Pod' | 'Node', { selector, delay, next }: StageOptions): object {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind },
      selector: { matchExpressions: selector },
      ...(delay
        ? {
            delay: {
              durationMilliseconds: delay.milliseconds,
              durationFrom: { expressionFrom: annotation(delay.annotation) },
            },
          }
        : {}),
      next,
    },
  };
}

const running = 'running: {startedAt: {{ $now | Quote }} }';
const waiting = (reason: string, message: string) => `{waiting: {reason: ${reason}, message: ${message}} }`;
const startedAndFinished = 'startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}';

const nodeReady = stage('node-ready', 'Node', {
  selector: [
    { key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: 'NotIn', values: ['True'] },
  ],
  next: {
    statusTemplate: [
      '{{ $now := Now }}',
      '{{ $start := StartTime }}',
      'addresses:',
      '- {address: {{ NodeIP | Quote }}, type: InternalIP}',
      'allocatable: {cpu: 1000, memory: 1Ti, pods: 10000}',
      'capacity: {cpu: 1000, memory: 1Ti, pods: 10000}',
      'daemonEndpoints: {kubeletEndpoint: {Port: {{ NodePort }} }}',
      'conditions:',
      '- {type: Ready, status: "True", reason: KubeletReady, message: ready, lastHeartbeatTime: {{ $now | Quote }}, lastTransitionTime: {{ $start | Quote }} }',
      'phase: Running',
      '',
    ].join('\n'),
  },
});

const podWaiting = stage('pod-waiting', 'Pod', {
  selector: [notDeleted, exists(annotation('waiting')), notBegun],
  next: {
    statusTemplate: podStatus({
      phase: 'Pending',
      begins: true,
      ready: false,
      container: {
        ready: false,
        started: false,
        state: waiting('{{ index $annotations "play/waiting" | Quote }}', 'told to wait'),
      },
    }),
  },
});

const podReady = stage('pod-ready', 'Pod', {
  selector: [notDeleted, absent(annotation('waiting')), absent(annotation('never-ready')), notBegun],
  delay: { milliseconds: 200, annotation: 'ready-after' },
  next: {
    statusTemplate: podStatus({
      phase: 'Running',
      begins: true,
      ready: true,
      container: { ready: true, started: true, state: `{${running}}` },
    }),
  },
});

const podNeverReady = stage('pod-never-ready', 'Pod', {
  selector: [notDeleted, exists(annotation('never-ready')), notBegun],
  next: {
    statusTemplate: podStatus({
      phase: 'Running',
      begins: true,
      ready: false,
      container: { ready: false, started: true, state: `{${running}}` },
    }),
  },
});

const podCrash = stage('pod-crash', 'Pod', {
  selector: [notDeleted, exists(annotation('crash-after')), isReady],
  delay: { milliseconds: 1000, annotation: 'crash-after' },
  next: {
    statusTemplate: podStatus({
      ready: false,
      container: {
        ready: false,
        started: false,
        restarts: 1,
        state: waiting('CrashLoopBackOff', 'back-off restarting failed container'),
        lastState: `{terminated: {exitCode: 1, reason: Error, ${startedAndFinished}} }`,
      },
    }),
  },
});

/** A crashed pod that was told to come back: Ready again, until it crashes anew. */
const podRecovered = stage('pod-recovered', 'Pod', {
  selector: [
    notDeleted,
    exists(annotation('recover-after')),
    among('.status.containerStatuses.[0].state.waiting.reason', 'CrashLoopBackOff'),
  ],
  delay: { milliseconds: 1000, annotation: 'recover-after' },
  next: {
    statusTemplate: podStatus({
      phase: 'Running',
      ready: true,
      container: { ready: true, started: true, restarts: 1, state: `{${running}}` },
    }),
  },
});

const exitCode = '( or ( index $annotations "play/exit" ) "0" )';
const jobPodDone = stage('job-pod-done', 'Pod', {
  selector: [notDeleted, among('.status.phase', 'Running'), among('.metadata.ownerReferences.[].kind', 'Job')],
  delay: { milliseconds: 200, annotation: 'run-for' },
  next: {
    statusTemplate: podStatus({
      phase: `{{ if eq ${exitCode} "0" }}Succeeded{{ else }}Failed{{ end }}`,
      ready: false,
      reason: 'PodCompleted',
      container: {
        ready: false,
        started: false,
        state: `{terminated: {exitCode: {{ ${exitCode} }}, reason: {{ if eq ${exitCode} "0" }}Completed{{ else }}Error{{ end }}, ${startedAndFinished}} }`,
      },
    }),
  },
});

const podGone = stage('pod-gone', 'Pod', {
  selector: [exists('.metadata.deletionTimestamp'), absent('.metadata.finalizers')],
  next: { delete: true },
});

/** kwok's whole configuration; JSON documents are YAML too. */
export function kwokConfiguration(): string {
  const stages = [nodeReady, podWaiting, podReady, podNeverReady, podCrash, podRecovered, jobPodDone, podGone];
  return stages.map(each => JSON.stringify(each)).join('\n---\n') + '\n';
}
