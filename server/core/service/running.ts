/** What can be run, and how it would go. Verbs on a file that is not known answer nothing. */
import { DEFAULT_SETTINGS, type Settings } from '../env.ts';
import { manifestOf, type PlainObject, templateManifest } from '../features/manifest.ts';
import { type MeasuredPlace, measuredPlaces } from '../features/measured-places.ts';
import { type RecordedRun, recordedBeside, recordedScenario } from '../features/recorded-scenario.ts';
import { type Rehearsal, rehearseDocument, scenariosOf } from '../features/rehearse.ts';
import { rehearseAnalysis } from '../features/rehearse-run.ts';
import { findRunnable, type RunnableDocument, runnables } from '../features/runnables.ts';
import {
  type ScenarioBeside,
  type ScenarioDocument,
  scenarioDocuments,
  scenariosBeside,
} from '../features/scenario-file.ts';
import { type TemplateDocument, templateDocuments } from '../features/template-documents.ts';
import type { RunScenario, RunTimeline } from '../lifecycle/experiment/rehearse-run.ts';
import type { Scenario } from '../lifecycle/spec/scenario.ts';
import type { RehearsedDocument } from '../run/rehearsed-document.ts';
import { isKubeDocument } from '../workspace/file.ts';
import type { DocumentReference, RunnableReference } from '../workspace/reference.ts';
import type { Parts } from './parts.ts';

export interface Running {
  runnables(uri: string): readonly RunnableDocument[];
  /** The analysis templates of the file. */
  templateDocuments(uri: string): readonly TemplateDocument[];
  /** The document as an object; undefined: it is none, or its text is broken. */
  manifest(document: DocumentReference): PlainObject | undefined;
  /** The workspace's own (Cluster)AnalysisTemplate, of several the one nearest to the file `near`. */
  templateManifest(name: string, clusterScope: boolean, near?: string): PlainObject | undefined;
  /** The scenarios worth offering, `as the file stands` first; undefined: there is no such runnable. */
  scenarios(runnable: RunnableReference, settings?: Settings): readonly Scenario[] | undefined;
  /**
   * `chosen`: what it leaves out is as in `as the file stands`. `texts`: another version, by URI; the runnable is the one of the
   * same name there, else the one at the same place.
   */
  rehearse(
    runnable: RunnableReference,
    chosen: Partial<Scenario>,
    settings?: Settings,
    texts?: Readonly<Record<string, string>>,
  ): Rehearsal | undefined;
  /** Scenarios that a file says: its Rehearsals, and its AnalysisRuns that have measured. */
  scenarioDocuments(uri: string): readonly ScenarioDocument[];
  /** Rehearsals in the folder of a file that are about this Experiment, or about any. */
  scenariosBeside(uri: string, experiment: string): readonly ScenarioBeside[];
  /** AnalysisRuns in any file that have measured what an analysis of this runnable measures, as scenarios that give it again. */
  recordedBeside(runnable: RunnableReference, settings?: Settings): readonly ScenarioBeside[];
  /** The same of one run, read already or as text; undefined: it has measured nothing, or belongs to no analysis of the runnable. */
  recordedScenario(
    runnable: RunnableReference,
    recorded: RecordedRun | string,
    settings?: Settings,
  ): Partial<Scenario> | undefined;
  /** Where the analyses of a runnable are written, and what they measure. */
  measuredPlaces(runnable: RunnableReference): readonly MeasuredPlace[];
  /** Rehearses the first analysis template of a file with its defaults and `args`, or its first AnalysisRun. */
  rehearseAnalysis(
    uri: string,
    chosen: Partial<RunScenario>,
    settings?: Settings,
    args?: Readonly<Record<string, string>>,
  ): RunTimeline | undefined;
}

export function createRunning({ store, rules, withFile }: Parts): Running {
  const rehearsedAt = ({ uri, document, step }: RunnableReference): RehearsedDocument | undefined => {
    const file = store.get(uri);
    const found = file && findRunnable(file, document, step, store);
    const source = file?.documents[document];
    if (!file || !found || !source || !isKubeDocument(source)) return undefined;
    return { at: { file, document: source }, spec: found.spec, ...(step === undefined ? {} : { step }) };
  };
  return {
    runnables: uri => withFile(uri, file => runnables(file, store)) ?? [],
    templateDocuments: uri => withFile(uri, templateDocuments) ?? [],
    manifest: ({ uri, document }) => withFile(uri, file => manifestOf(file, document)),
    templateManifest: (name, clusterScope, near) => templateManifest(store, name, clusterScope, near),
    scenarios: (runnable, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsedAt(runnable);
      return found && scenariosOf(found, store, argoVersion);
    },
    rehearse: (runnable, chosen, settings = DEFAULT_SETTINGS, texts = {}) => {
      const name = rehearsedAt(runnable)?.spec.name;
      return store.withTexts(texts, () => {
        const file = store.get(runnable.uri);
        const same =
          file && runnables(file, store).find(each => each.spec.name === name && each.step === runnable.step);
        const found = rehearsedAt({ ...runnable, document: same?.document ?? runnable.document });
        return found && rehearseDocument(found, chosen, store, { rules, settings });
      });
    },
    scenarioDocuments: uri => withFile(uri, scenarioDocuments) ?? [],
    scenariosBeside: (uri, experiment) => scenariosBeside(uri, experiment, store),
    recordedBeside: (runnable, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsedAt(runnable);
      return found ? recordedBeside(found, store, argoVersion) : [];
    },
    recordedScenario: (runnable, recorded, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsedAt(runnable);
      return found && recordedScenario(found, recorded, store, argoVersion);
    },
    measuredPlaces: runnable => {
      const found = rehearsedAt(runnable);
      return found ? measuredPlaces(found, store) : [];
    },
    rehearseAnalysis: (uri, chosen, settings = DEFAULT_SETTINGS, args = {}) =>
      withFile(uri, file => {
        const document = file.documents.filter(isKubeDocument).find(each => isAnalysis(each.content.identity.kind));
        return document && rehearseAnalysis({ file, document }, chosen, store, { rules, settings }, args);
      }),
  };
}

function isAnalysis(kind: string): boolean {
  return kind === 'AnalysisRun' || kind.endsWith('AnalysisTemplate');
}
