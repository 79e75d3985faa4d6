/**
 * The requests and notifications that are ours alone, and their types: the only file that client and server share.
 * Positions are LSP's (line and UTF-16 character, both from 0).
 */
import type { Scenario } from './core/lifecycle/spec/scenario.ts';
import type { Timeline } from './core/lifecycle/spec/timeline.ts';
import type { ClusterHead, KindFacts } from './core/workspace/cluster-facts.ts';
import type { DocumentReference, RunnableReference } from './core/workspace/reference.ts';

export type * from './core/lifecycle/spec/scenario.ts';
export type * from './core/lifecycle/spec/timeline.ts';
export type * from './core/workspace/cluster-facts.ts';
export type * from './core/workspace/reference.ts';

/** What a document of ours says it is, for a client that must know it before an answer can come. */
export const OWN_GROUPS: readonly string[] = ['argoproj.io', 'experiments.argo-experiments.dev'];
export const OWN_KINDS: readonly string[] = [
  'Experiment',
  'AnalysisTemplate',
  'ClusterAnalysisTemplate',
  'AnalysisRun',
  'Rollout',
  'Rehearsal',
];

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Which documents of a file can be run. Answer: {@link Runnable}[]. */
export const RUNNABLES = 'argoExperiments/runnables';
export interface RunnablesParams {
  readonly uri: string;
}

/** One document of a file that "Run Experiment" can take. */
export interface Runnable extends RunnableReference {
  /** `experiment-step`: an experiment inside a Rollout's canary steps. */
  readonly type: 'experiment' | 'experiment-step';
  /** Of a step: the Rollout's own name, if it has one. */
  readonly rollout?: string;
  readonly name: string;
  readonly namespace?: string;
  /** The whole document, or the step. */
  readonly range: Range;
  /** Where a code lens stands. */
  readonly nameRange: Range;
  /** Problems of level error in it. */
  readonly errors: number;
  readonly analyses: readonly string[];
  readonly templates: readonly string[];
  /** Worth offering, `as the file stands` first; one of them goes back with {@link REHEARSE}. */
  readonly scenarios: readonly Scenario[];
  /** Of the `*.rehearsal.yaml` files in the same folder, and of AnalysisRuns in any file that have measured what this measures. */
  readonly scenariosBeside: readonly ScenarioBeside[];
}

/** A scenario that somebody wrote down; what it does not say is as in `as the file stands`. */
export interface ScenarioBeside {
  /** The file that holds it. */
  readonly uri: string;
  readonly title: string;
  readonly scenario: Partial<Scenario>;
}

/** Rehearse one runnable: the whole course of it, or the reason why there is none. */
export const REHEARSE = 'argoExperiments/rehearse';
export interface RehearseParams extends RunnableReference {
  /** Absent parts are as in the scenario `as the file stands`. */
  readonly scenario?: Partial<Scenario>;
  /** Another version: texts that stand for those of the files with these URIs. */
  readonly texts?: Readonly<Record<string, string>>;
}
export type RehearseResult =
  | { readonly kind: 'timeline'; readonly timeline: Timeline; readonly scenario: Scenario }
  | { readonly kind: 'failure'; readonly message: string };

/** What an AnalysisRun of a cluster measured, as a scenario of a runnable. Answer: {@link RecordedScenarioResult}. */
export const RECORDED_SCENARIO = 'argoExperiments/recordedScenario';
export interface RecordedScenarioParams extends RunnableReference {
  /** The AnalysisRun, as the API server has it. */
  readonly run: { readonly [key: string]: unknown };
}
/** `null`: it has measured nothing, or none of the runnable's analyses measures it. */
export type RecordedScenarioResult = Partial<Scenario> | null;

/** Where analyses and metrics of the runnables of a file are written. Answer: {@link MeasuredPlaces}[]. */
export const MEASURED_PLACES = 'argoExperiments/measuredPlaces';
export interface MeasuredPlacesParams {
  readonly uri: string;
}
export interface MeasuredPlaces {
  /** Of the runnable: as its own. */
  readonly nameRange: Range;
  readonly places: readonly MeasuredPlace[];
}
export interface MeasuredPlace {
  readonly analysis: string;
  /** Absent: it is the analysis itself. */
  readonly metric?: string;
  /** The file that holds the name, and where. */
  readonly uri: string;
  readonly range: Range;
}

/** One document as the object that goes to a cluster. Answer: {@link ManifestResult}. */
export const MANIFEST = 'argoExperiments/manifest';
export type ManifestParams = DocumentReference;

/** The (Cluster)AnalysisTemplates of a file. Answer: {@link TemplateDocument}[]. */
export const TEMPLATES = 'argoExperiments/templates';
export interface TemplatesParams {
  readonly uri: string;
}

/** One document of a file that "Run AnalysisTemplate Once" can take. */
export interface TemplateDocument extends DocumentReference {
  readonly name: string;
  readonly clusterScope: boolean;
  readonly namespace?: string;
  /** The whole document. */
  readonly range: Range;
  /** Where a code lens stands. */
  readonly nameRange: Range;
  /** Problems of level error in it. */
  readonly errors: number;
}

/** The workspace's own (Cluster)AnalysisTemplate. Answer: {@link ManifestResult}. */
export const TEMPLATE_MANIFEST = 'argoExperiments/templateManifest';
export interface TemplateManifestParams {
  readonly name: string;
  readonly clusterScope: boolean;
  /** Of several the one nearest to this file. */
  readonly near?: string;
}

/** `null`: there is none, or its text is broken, so that nobody can say what its author means. */
export type ManifestResult = { readonly [key: string]: unknown } | null;

/** Sent by the server for an open file when it becomes a template of another tool, or is one no longer: it is checked in part only. */
export const CHECKED_IN_PART = 'argoExperiments/checkedInPart';
export interface CheckedInPartParams {
  readonly uri: string;
  /** `null`: it is checked as a whole. */
  readonly template: TemplateFile | null;
}
export interface TemplateFile {
  /** The tool's own name, such as `Helm`; absent: nothing in the file tells which one it is. */
  readonly tool?: string;
}

/**
 * What is known of the connected cluster, from the client, as a notification. Rules, completion, hover and `argoVersion:
 * auto` go by it from then on.
 */
export const CLUSTER = 'argoExperiments/cluster';
export interface ClusterParams {
  /** `null`: none is connected; all that was known is forgotten, as it is where `context` changes. */
  readonly cluster: ClusterHead | null;
  /** The kinds that are known otherwise than before, each as a whole; `null`: unknown again. */
  readonly kinds: Readonly<Record<string, KindFacts | null>>;
}

/** What our own client tells the server at the start, as `initializationOptions`. */
export interface InitializationOptions {
  /** Command that opens completion again after an item that wants a value. Absent: the editor has none. */
  readonly suggestCommand?: string;
  /** Command that shows places: its arguments are a URI, a position and LSP locations. Absent: the editor has none. */
  readonly showPlacesCommand?: string;
  /** Command that shows the page of a rule: its argument is the rule's id. Absent: the editor has none. */
  readonly showRuleCommand?: string;
  /** Address of the folder of the rules' pages that the editor has by itself, ending in `/`. Absent: they are files of the server. */
  readonly rulePages?: string;
  /** Where no item is answered the editor offers words of the file. */
  readonly wordSuggestions?: boolean;
  /** The editor shows what {@link CHECKED_IN_PART} tells. */
  readonly showsCheckedInPart?: boolean;
  /** The editor answers {@link READ_DIRECTORY} and {@link READ_FILE}. */
  readonly readsFiles?: boolean;
}

/** All rules, in the order of their ids. Answer: {@link RuleHead}[]. */
export const RULE_HEADS = 'argoExperiments/rules';
export interface RuleHead {
  readonly id: string;
  /** What it reports, in a few words. */
  readonly title: string;
}

/**
 * Asked by the server: what is in a folder that it cannot read itself, because it is not on disk or the server runs in a browser.
 * Answer: {@link ReadDirectoryResult}.
 */
export const READ_DIRECTORY = 'argoExperiments/readDirectory';
/** Asked by the server: the text of such a file. Answer: {@link ReadFileResult}. */
export const READ_FILE = 'argoExperiments/readFile';
export interface ReadParams {
  readonly uri: string;
  /** A larger file is not wanted. In bytes. */
  readonly maxBytes?: number;
}
export interface DirectoryEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
/** Null: it cannot be read. */
export type ReadDirectoryResult = readonly DirectoryEntry[] | null;
/** Null: it cannot be read, or is too large. */
export type ReadFileResult = string | null;

/** A question of an agent, by the name of one of `server/agents/tools.ts`. Answer: {@link AgentResult}. */
export const AGENT = 'argoExperiments/agent';
export interface AgentParams {
  readonly tool: string;
  /** As the model gave it. `file`: a URI, or a path below a folder of the workspace. */
  readonly input: unknown;
}
export interface AgentResult {
  readonly text: string;
  readonly isError: boolean;
}
