/** Documents as objects, for a client that sends them to a cluster: requests of `protocol.ts`. */
import {
  MANIFEST,
  type ManifestParams,
  type ManifestResult,
  TEMPLATE_MANIFEST,
  type TemplateManifestParams,
} from '../protocol.ts';
import type { Session } from './session.ts';

export function serveManifests(session: Session): void {
  const { connection, service } = session;
  connection.onRequest<ManifestResult, void>(MANIFEST, ({ uri, document }: ManifestParams) =>
    session.guard<ManifestResult>('manifest', null, () => service.manifest(uri, document) ?? null),
  );
  connection.onRequest<ManifestResult, void>(
    TEMPLATE_MANIFEST,
    ({ name, clusterScope, near }: TemplateManifestParams) =>
      session.guard<ManifestResult>(
        'template manifest',
        null,
        () => service.templateManifest(name, clusterScope, near) ?? null,
      ),
  );
}
