/** What can be run, and how it would go: the requests of `protocol.ts`. */
import {
  REHEARSE,
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
      return service.runnables(uri).map(({ type, document, step, spec, range, nameRange }) => ({
        uri,
        type,
        document,
        ...(step === undefined ? {} : { step }),
        name: spec.name,
        ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
        range: toRange(range, lines),
        nameRange: toRange(nameRange, lines),
        errors: errors.filter(at => at >= range.start && at <= range.end).length,
        analyses: spec.analyses.map(({ name }) => name),
        templates: spec.templates.map(({ name }) => name),
        scenarios: service.scenarios(uri, document, step, own) ?? [],
        scenariosBeside: service.scenariosBeside(uri, spec.name),
      }));
    }),
  );

  connection.onRequest<RehearseResult, void>(REHEARSE, ({ uri, document, step, scenario }: RehearseParams) =>
    session.guard<RehearseResult>('rehearsal', FAILED, async () => {
      const rehearsal = service.rehearse(uri, document, step, scenario ?? {}, await settings.of(uri));
      return rehearsal ? { kind: 'timeline', ...rehearsal } : GONE;
    }),
  );
}

const FAILED: RehearseResult = {
  kind: 'failure',
  message: 'The rehearsal failed; the output of the language server says why.',
};
const GONE: RehearseResult = {
  kind: 'failure',
  message: 'There is no Experiment at this place any more. Open its file and run it from there.',
};
