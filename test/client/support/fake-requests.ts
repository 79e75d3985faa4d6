import { fail, type Result, succeed } from '../../../client/experiments/failures/failure.ts';
import type { Requests } from '../../../client/experiments/ports/requests.ts';
import type { Json } from '../../../client/experiments/values/json.ts';
import type { Course } from '../../../client/rehearsal/rehearsal.ts';
import type {
  DocumentReference,
  MeasuredPlaces,
  RecordedScenarioParams,
  RehearseParams,
  RuleHead,
  Runnable,
  Scenario,
  TemplateDocument,
} from '../../../server/protocol.ts';

const DOWN: Result<never> = fail({ kind: 'language-server-down', detail: 'it is not running.' });

/** A language server whose answers are laid down before; what it was asked is in `asked`. */
export class FakeRequests implements Requests {
  readonly asked: RehearseParams[] = [];
  readonly files = new Map<string, readonly Runnable[]>();
  readonly courses: (Course | Extract<Result<Course>, { ok: false }>)[] = [];

  readonly heads: RuleHead[] = [];
  isDown = false;
  readonly manifests = new Map<string, Json>();
  readonly templates = new Map<string, Json>();
  /** The analysis templates of a file. */
  readonly documents = new Map<string, readonly TemplateDocument[]>();

  async agent(): ReturnType<Requests['agent']> {
    return succeed({ text: '', isError: false });
  }

  async manifest({ uri, document }: DocumentReference): Promise<Result<Json>> {
    const known = this.manifests.get(`${uri}#${document}`);
    return known === undefined ? fail({ kind: 'refused', message: 'The text is broken.' }) : succeed(known);
  }

  async templateManifest(name: string): Promise<Result<Json | undefined>> {
    return succeed(this.templates.get(name));
  }

  async templateDocuments(uri: string): Promise<Result<readonly TemplateDocument[]>> {
    return succeed(this.documents.get(uri) ?? []);
  }

  /** Of a file. */
  readonly measured = new Map<string, readonly MeasuredPlaces[]>();
  /** By the name of the AnalysisRun. */
  readonly recorded = new Map<string, Partial<Scenario>>();

  async measuredPlaces(uri: string): Promise<Result<readonly MeasuredPlaces[]>> {
    return succeed(this.measured.get(uri) ?? []);
  }

  async recordedScenario({ run }: RecordedScenarioParams): Promise<Result<Partial<Scenario> | undefined>> {
    const { metadata } = run as { readonly metadata?: { readonly name?: string } }; // as tests lay it down
    return succeed(this.recorded.get(metadata?.name ?? ''));
  }

  async rules(): Promise<Result<readonly RuleHead[]>> {
    return this.isDown ? DOWN : succeed([...this.heads]);
  }

  async runnables(uri: string): Promise<Result<readonly Runnable[]>> {
    const known = this.files.get(uri);
    return known === undefined ? DOWN : succeed(known);
  }

  async rehearse(params: RehearseParams): Promise<Result<Course>> {
    this.asked.push(params);
    const next = this.courses.shift();
    if (next === undefined) return fail({ kind: 'refused', message: 'There is no Experiment at this place any more.' });
    return 'ok' in next ? next : succeed(next);
  }
}
