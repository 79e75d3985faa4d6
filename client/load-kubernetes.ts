/** Loads everything that speaks with clusters: a bundle of its own, because most sessions never need it. */
import { pathToFileURL } from 'node:url';
import type { Kubernetes, KubernetesPorts } from './kube/connect.ts';

/** `file`: `dist/kubernetes.cjs` of the extension. Loading contacts nothing. */
export async function loadKubernetes(file: string, ports: KubernetesPorts): Promise<Kubernetes> {
  const bundle: { createKubernetes: (ports: KubernetesPorts) => Kubernetes } = await import(pathToFileURL(file).href);
  return bundle.createKubernetes(ports);
}
