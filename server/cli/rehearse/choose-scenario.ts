/** From the word after `--scenario` to a scenario: a title from the list, a Rehearsal, or a recorded AnalysisRun. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunnableDocument, Scenario, ScenarioDocument, Service } from '../../core/index.ts';
import { toUri } from '../../disk/uris.ts';
import { UsageError } from '../command.ts';

/** A file that the service is told of, or undefined: there is none of this name. */
export async function openFile(cwd: string, name: string, service: Service): Promise<string | undefined> {
  const full = path.resolve(cwd, name);
  let text: string;
  try {
    text = await readFile(full, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new UsageError(`"${name}" cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const uri = toUri(full);
  service.update(uri, text);
  return uri;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Throws a {@link UsageError} when there is no such scenario. */
export async function chooseScenario(
  word: string,
  runnable: RunnableDocument,
  offered: readonly Scenario[],
  { service, cwd }: { readonly service: Service; readonly cwd: string },
): Promise<Partial<Scenario>> {
  const titled = offered.find(scenario => scenario.title === word);
  if (titled) return titled;
  const uri = await openFile(cwd, word, service);
  if (uri === undefined) {
    const titles = offered.map(each => each.title).join('; ');
    throw new UsageError(`There is no scenario and no file "${word}". There are: ${titles}.`);
  }
  const documents = service.scenarioDocuments(uri);
  const fitting = documents.find(
    each => each.kind === 'recorded' || (each.experiment ?? runnable.spec.name) === runnable.spec.name,
  );
  if (fitting?.kind === 'rehearsal') return fitting.scenario;
  if (fitting) return replay(fitting, runnable, word, service);
  throw new UsageError(
    documents.length === 0
      ? `${word} holds neither a Rehearsal nor an AnalysisRun that has measured.`
      : `${word} holds no Rehearsal of ${runnable.spec.name}.`,
  );
}

function replay(
  recorded: Extract<ScenarioDocument, { kind: 'recorded' }>,
  runnable: RunnableDocument,
  file: string,
  service: Service,
): Partial<Scenario> {
  const scenario = service.recordedScenario(runnable, recorded);
  if (scenario) return scenario;
  throw new UsageError(
    `No analysis of ${runnable.spec.name} makes an AnalysisRun of the name ${recorded.run}, or measures what it measured, which ${file} holds.`,
  );
}
