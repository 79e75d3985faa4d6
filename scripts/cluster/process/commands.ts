import type { Command } from './processes.ts';

/** Everything that the programs' command lines are made of. */
export interface CommandFacts {
  /** Full path of a file in the state folder. */
  readonly at: (name: string) => string;
  /** Full path of a built program. */
  readonly program: (file: string) => string;
  readonly ports: {
    readonly etcd: number;
    readonly etcdPeer: number;
    readonly api: number;
    readonly controllerManager: number;
    readonly scheduler: number;
    readonly kwok: number;
    readonly argoMetrics: number;
    readonly argoHealth: number;
  };
}

const host = '127.0.0.1';

export function etcdCommand({ at, program, ports }: CommandFacts, file: string): Command {
  const client = `http://${host}:${ports.etcd}`;
  const peer = `http://${host}:${ports.etcdPeer}`;
  return {
    name: 'etcd',
    file: program(file),
    args: [
      `--data-dir=${at('etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync', // the data live as long as the process
    ],
  };
}

export function apiServerCommand({ at, program, ports }: CommandFacts, file: string): Command {
  return {
    name: 'kube-apiserver',
    file: program(file),
    args: [
      `--etcd-servers=http://${host}:${ports.etcd}`,
      `--bind-address=${host}`,
      `--advertise-address=${host}`,
      `--secure-port=${ports.api}`,
      `--tls-cert-file=${at('cert.pem')}`,
      `--tls-private-key-file=${at('key.pem')}`,
      `--token-auth-file=${at('tokens.csv')}`,
      '--authorization-mode=RBAC',
      `--service-account-issuer=https://${host}`,
      `--service-account-key-file=${at('sa.pub')}`,
      `--service-account-signing-key-file=${at('sa.key')}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      // it taints new nodes `not-ready`, and the controller that takes the taint away does not run here
      '--disable-admission-plugins=TaintNodesByCondition',
      '--endpoint-reconciler-type=none',
      `--kubelet-certificate-authority=${at('cert.pem')}`,
      `--kubelet-client-certificate=${at('cert.pem')}`,
      `--kubelet-client-key=${at('key.pem')}`,
    ],
  };
}

export function controllerManagerCommand({ at, program, ports }: CommandFacts, file: string): Command {
  const controllers = [
    'deployment',
    'replicaset',
    'job',
    'garbagecollector',
    'namespace',
    'serviceaccount',
    'serviceaccount-token',
    'endpointslice',
    'ttl-after-finished',
    'disruption',
    'resourcequota',
  ];
  return {
    name: 'kube-controller-manager',
    file: program(file),
    args: [
      `--kubeconfig=${at('kubeconfig')}`,
      '--leader-elect=false',
      `--secure-port=${ports.controllerManager}`,
      `--bind-address=${host}`,
      `--service-account-private-key-file=${at('sa.key')}`,
      `--root-ca-file=${at('cert.pem')}`,
      '--concurrent-gc-syncs=5',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      `--controllers=${controllers.join(',')}`,
    ],
  };
}

export function schedulerCommand({ at, program, ports }: CommandFacts, file: string): Command {
  return {
    name: 'kube-scheduler',
    file: program(file),
    args: [
      `--kubeconfig=${at('kubeconfig')}`,
      '--leader-elect=false',
      `--secure-port=${ports.scheduler}`,
      `--bind-address=${host}`,
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
  };
}

/** The node that kwok plays, and where its log door listens. */
export interface PlayedNode {
  /** Undefined: every node of the cluster is played. */
  readonly name: string | undefined;
  readonly logPort: number;
  /** kwok's own server; it would listen on every address of the machine without one. */
  readonly kwokPort: number;
}

export function kwokCommand(
  { at, program }: Pick<CommandFacts, 'at' | 'program'>,
  file: string,
  node: PlayedNode,
): Command {
  return {
    name: 'kwok',
    file: program(file),
    args: [
      `--kubeconfig=${at('kubeconfig')}`,
      `--config=${at('kwok.yaml')}`,
      node.name === undefined ? '--manage-all-nodes=true' : `--manage-single-node=${node.name}`,
      `--node-ip=${host}`,
      `--node-port=${node.logPort}`,
      `--server-address=${host}:${node.kwokPort}`,
      '--cidr=10.200.0.0/16',
    ],
    env: { HOME: at('.') },
  };
}

/** The Argo Rollouts controller; with an instance id it only sees objects that carry it as a label. */
export function rolloutsControllerCommand(
  facts: Pick<CommandFacts, 'at' | 'program'>,
  file: string,
  ports: { metrics: number; health: number },
  instanceId?: string,
): Command {
  return {
    name: 'rollouts-controller',
    file: facts.program(file),
    args: [
      `--kubeconfig=${facts.at('kubeconfig')}`,
      '--leader-elect=false',
      `--metricsPort=${ports.metrics}`,
      `--healthzPort=${ports.health}`,
      '--namespace=',
      // its own limit of 40 requests a second would make it act on old states when many objects are made together
      '--qps=400',
      '--burst=800',
      ...(instanceId === undefined ? [] : [`--instance-id=${instanceId}`]),
    ],
    restarts: true,
  };
}
