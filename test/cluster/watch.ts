import { Watch } from '@kubernetes/client-node';
import type { Api, ObjectKind } from './api.ts';
import type { KubernetesObject } from './fields.ts';

export type WatchListener = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubernetesObject) => void;

export interface Subscription {
  stop(): void;
}

interface WatchOptions {
  readonly api: Api;
  readonly kind: ObjectKind;
  readonly plural: string;
  readonly listener: WatchListener;
  /** A watch that cannot go on: what was recorded after it is not the whole truth. */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds before a watch that ended begins again. */
const pauseMilliseconds = 200;

/**
 * Watches one kind in all namespaces from now on. The library ends a watch after 30 quiet seconds; it then goes on from the version
 * seen last, so nothing is missed.
 */
export async function watchKind({ api, kind, plural, listener, onFailure }: WatchOptions): Promise<Subscription> {
  const base = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
  const path = `${base}/${plural}`;
  // a list as the API server documents it
  const list = JSON.parse(await api.text(`${path}?limit=1`)) as { metadata: { resourceVersion: string } };
  let { resourceVersion } = list.metadata;
  let controller: AbortController | undefined;
  let stopped = false;

  function receive(type: string, object: KubernetesObject): void {
    if (type === 'ERROR') {
      onFailure(new Error(`watching ${plural}: ${JSON.stringify(object)}`));
      return;
    }
    resourceVersion = object.metadata.resourceVersion ?? resourceVersion;
    if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return; // BOOKMARK
    try {
      listener(type, { ...object, ...kind }); // objects inside a watch may come without their kind
    } catch (error) {
      onFailure(error); // the library would swallow it
    }
  }

  async function begin(): Promise<void> {
    const query = { resourceVersion, allowWatchBookmarks: true };
    controller = await new Watch(api.config).watch(path, query, receive, (error: unknown) => {
      if (stopped) return;
      const isQuiet =
        error === null ||
        (error instanceof Error && /abort|timeout|terminated/i.test(`${error.name} ${error.message}`));
      if (!isQuiet) onFailure(error);
      else setTimeout(() => !stopped && begin().catch(onFailure), pauseMilliseconds);
    });
    if (stopped) controller.abort();
  }

  await begin();
  return {
    stop() {
      stopped = true;
      controller?.abort();
    },
  };
}
