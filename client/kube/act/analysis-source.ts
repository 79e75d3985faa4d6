/** Where the template of an analysis is taken from, and the plan for a run of it. */
import type { Runnable } from '../../../server/protocol.ts';
import type { Result } from '../../experiments/failures/failure.ts';
import type { Json } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { type AnalysisPlan, planAnalysis } from './analysis-run.ts';
import type { TemplateReference } from './manifest.ts';
import { type FindTemplate, readTemplate } from './templates.ts';

export type DocumentPlace = Pick<Runnable, 'uri' | 'document'>;

/** A template of a file; or one of the cluster, as it is there. */
export type AnalysisSource =
  | { readonly document: DocumentPlace & TemplateReference & { readonly namespace?: string } }
  | { readonly reference: TemplateReference; readonly namespace: string };

export interface AnalysisSourcePorts {
  readonly connection: Connection;
  /** The namespace that all is about; absent: all of them. */
  readonly own: string | undefined;
  readonly readDocument: (place: DocumentPlace) => Promise<Result<Json>>;
  readonly findTemplate: FindTemplate;
}

/** What a template of the cluster names is taken from there, too. */
export async function planAnalysisOf(
  from: AnalysisSource,
  { connection, own, readDocument, findTemplate }: AnalysisSourcePorts,
): Promise<Result<AnalysisPlan>> {
  if ('reference' in from) {
    const { reference, namespace } = from;
    const there = await readTemplate(connection, reference, namespace);
    if (!there.ok) return there;
    return await planAnalysis(connection, { template: there.value, reference, namespace }, async () => undefined);
  }
  const { uri, name, clusterScope, namespace } = from.document;
  const written = await readDocument(from.document);
  if (!written.ok) return written;
  const wanted = {
    template: written.value,
    reference: { name, clusterScope },
    namespace: own ?? namespace ?? connection.namespace,
  };
  return await planAnalysis(connection, wanted, reference => findTemplate(reference, uri));
}
