/** The programs of the control plane: which published Go module each comes from, and what building it costs. */

/** The Argo Rollouts releases that can be started, the default first. */
export const argoVersions = ['1.10.2', '1.9.3'] as const;
export type ArgoVersion = (typeof argoVersions)[number];

export function isArgoVersion(text: string): text is ArgoVersion {
  return argoVersions.some(version => version === text);
}

/** The oldest Go that every module below accepts; an older one (from 1.21) fetches it by itself when GOTOOLCHAIN allows. */
export const neededGo = '1.26.10';

export interface Program {
  /** File name in the folder of built programs; holds the version, so that another version never meets an old file. */
  readonly file: string;
  /** The module that is required, at `version`; none when only Go itself is needed. */
  readonly module: string | undefined;
  readonly version: string;
  /** The package to build, or a Go file: then it is built with the module's own code at hand. */
  readonly main: { readonly package: string } | { readonly source: string };
  /** Seconds of a build from cold on two cores (after the ones listed before it), and MiB of the result. */
  readonly coldSeconds: number;
  readonly mebibytes: number;
}

const kubernetes = 'k8s.io/kubernetes';
export const argoRollouts = 'github.com/argoproj/argo-rollouts';

function program(
  name: string,
  module: string,
  version: string,
  mainPackage: string,
  coldSeconds: number,
  mebibytes: number,
): Program {
  return { file: `${name}-${version}`, module, version, main: { package: mainPackage }, coldSeconds, mebibytes };
}

const etcd = program('etcd', 'go.etcd.io/etcd/server/v3', 'v3.6.7', 'go.etcd.io/etcd/server/v3', 40, 25);
const apiServer = program('kube-apiserver', kubernetes, 'v1.34.4', `${kubernetes}/cmd/kube-apiserver`, 230, 98);
const controllerManager = program(
  'kube-controller-manager',
  kubernetes,
  'v1.34.4',
  `${kubernetes}/cmd/kube-controller-manager`,
  50,
  89,
);
const scheduler = program('kube-scheduler', kubernetes, 'v1.34.4', `${kubernetes}/cmd/kube-scheduler`, 10, 69);
const kwok = program('kwok', 'sigs.k8s.io/kwok', 'v0.8.0', 'sigs.k8s.io/kwok/cmd/kwok', 75, 61);

/** Go's own maker of self-signed certificates; it is part of every Go installation. */
const certificate: Program = {
  file: `certificate-${neededGo}`,
  module: undefined,
  version: neededGo,
  main: { source: 'crypto/tls/generate_cert.go' },
  coldSeconds: 5,
  mebibytes: 4,
};

function rolloutsController(argo: ArgoVersion): Program {
  return program('rollouts-controller', argoRollouts, `v${argo}`, `${argoRollouts}/cmd/rollouts-controller`, 150, 90);
}

/** What plays pods and runs the Argo controller beside any cluster. */
export function playPrograms(argo: ArgoVersion) {
  return { kwok, rolloutsController: rolloutsController(argo) };
}

/** Everything that one control plane needs. */
export function controlPlanePrograms(argo: ArgoVersion) {
  return { certificate, etcd, apiServer, controllerManager, scheduler, ...playPrograms(argo) };
}

export type ControlPlanePrograms = ReturnType<typeof controlPlanePrograms>;
