/** Documents as objects, for a client that sends them to a cluster: requests of `protocol.ts`. */
import {
  MANIFEST,
  type ManifestParams,
  type ManifestResult,
  TEMPLATE_MANIFEST,
  TEMPLATES,
  type TemplateDocument,
  type TemplateManifestParams,
  type TemplatesParams,
} from '../protocol.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

export function serveManifests(session: Session): void {
  const { connection, service, settings } = session;
  connection.onRequest(TEMPLATES, ({ uri }: TemplatesParams) =>
    session.withLines<readonly TemplateDocument[]>('templates', uri, [], async lines => {
      const problems = service.diagnose(uri, await settings.of(uri));
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ range }) => range.start);
      return service.templateDocuments(uri).map(({ range, nameRange, ...template }) => ({
        uri,
        ...template,
        range: toRange(range, lines),
        nameRange: toRange(nameRange, lines),
        errors: errors.filter(at => at >= range.start && at <= range.end).length,
      }));
    }),
  );
  connection.onRequest<ManifestResult, void>(MANIFEST, (document: ManifestParams) =>
    session.guard<ManifestResult>('manifest', null, () => service.manifest(document) ?? null),
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
