/** What can be run, and how it would go: the requests of `protocol.ts`. */
import type { MeasuredPlace as CorePlace } from '../core/index.ts';
import {
  MEASURED_PLACES,
  type MeasuredPlace,
  type MeasuredPlaces,
  type MeasuredPlacesParams,
  RECORDED_SCENARIO,
  REHEARSE,
  type RecordedScenarioParams,
  type RecordedScenarioResult,
  type RehearseParams,
  type RehearseResult,
  RUNNABLES,
  type Runnable,
  type RunnablesParams,
} from '../protocol.ts';
import { toRange } from './convert.ts';
import type { Session } from './session.ts';

export function serveRehearsal(session: Session): void {
  const { connection, service, settings } = session;

  connection.onRequest(RUNNABLES, ({ uri }: RunnablesParams) =>
    session.withLines<readonly Runnable[]>('runnables', uri, [], async lines => {
      const own = await settings.of(uri);
      const problems = service.diagnose(uri, own);
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ range }) => range.start);
      return service.runnables(uri).map(runnable => {
        const { type, document, step, rollout, spec, range, nameRange } = runnable;
        const beside = [...service.scenariosBeside(uri, spec.name), ...service.recordedBeside(runnable, own)];
        const [well, ...others] = service.scenarios(runnable, own) ?? [];
        const isBeside = (title: string): boolean => beside.some(each => each.title === title);
        return {
          uri,
          type,
          document,
          ...(step === undefined ? {} : { step }),
          ...(rollout === undefined ? {} : { rollout }),
          name: spec.name,
          ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
          range: toRange(range, lines),
          nameRange: toRange(nameRange, lines),
          errors: errors.filter(at => at >= range.start && at <= range.end).length,
          analyses: spec.analyses.map(({ name }) => name),
          templates: spec.templates.map(({ name }) => name),
          scenarios: well ? [well, ...others.filter(({ title }) => !isBeside(title))] : [],
          scenariosBeside: beside,
        };
      });
    }),
  );

  connection.onRequest(MEASURED_PLACES, ({ uri }: MeasuredPlacesParams) =>
    session.withLines<readonly MeasuredPlaces[]>('measured places', uri, [], lines =>
      service.runnables(uri).map(runnable => ({
        nameRange: toRange(runnable.nameRange, lines),
        places: toPlaces(session, service.measuredPlaces(runnable)),
      })),
    ),
  );

  connection.onRequest(RECORDED_SCENARIO, ({ run, ...runnable }: RecordedScenarioParams) =>
    session.guard<RecordedScenarioResult>('recorded scenario', null, async () => {
      const own = await settings.of(runnable.uri);
      return service.recordedScenario(runnable, JSON.stringify(run), own) ?? null;
    }),
  );

  connection.onRequest<RehearseResult, void>(REHEARSE, ({ scenario, texts, ...runnable }: RehearseParams) =>
    session.guard<RehearseResult>('rehearsal', FAILED, async () => {
      const rehearsal = service.rehearse(runnable, scenario ?? {}, await settings.of(runnable.uri), texts);
      return rehearsal ? { kind: 'timeline', ...rehearsal } : GONE;
    }),
  );
}

/** Of files that the server knows. */
function toPlaces(session: Session, places: readonly CorePlace[]): readonly MeasuredPlace[] {
  return places.flatMap(({ range, ...place }) => {
    const lines = session.service.lines(place.uri);
    return lines ? [{ ...place, range: toRange(range, lines) }] : [];
  });
}

const FAILED: RehearseResult = {
  kind: 'failure',
  message: 'The rehearsal failed; the output of the language server says why.',
};
const GONE: RehearseResult = {
  kind: 'failure',
  message: 'There is no Experiment at this place any more. Open its file and run it from there.',
};
