/** The door of the core: one factory, a flat list of verbs over files that the service was told of. */
import { DEFAULT_SETTINGS, type Env, type Settings } from './env.ts';
import type { SignatureHelp } from './expr/help/signature-help.ts';
import { matchBrackets } from './features/brackets.ts';
import { checkedInPart } from './features/checked-in-part.ts';
import { type ColouredRange, colours } from './features/colours.ts';
import { complete } from './features/complete/complete.ts';
import { completeDirectives } from './features/complete/directives.ts';
import type { Completion } from './features/complete/item.ts';
import { helpSignature, hoverCondition } from './features/condition-help.ts';
import { type Configuration, readConfiguration as configurationOf } from './features/configuration.ts';
import { diagnose, type FixesAt, fixEverywhere, fixes, type Problem } from './features/diagnose.ts';
import { explainField } from './features/explain-field.ts';
import { type FoundName, findNames } from './features/find-names.ts';
import { type Hint, hints } from './features/hints.ts';
import { type Hover, hover } from './features/hover.ts';
import { hoverEnd } from './features/hover-end.ts';
import { templateNames, type UseLens, useLenses } from './features/lenses.ts';
import { type Link, links } from './features/links.ts';
import { manifestOf, type PlainObject, templateManifest } from './features/manifest.ts';
import { type MeasuredPlace, measuredPlaces } from './features/measured-places.ts';
import { hoverName } from './features/name-hover.ts';
import { define, refer } from './features/navigate.ts';
import { foldable, type OutlineSymbol, outline, selections } from './features/outline.ts';
import { type RecordedRun, recordedBeside, recordedScenario } from './features/recorded-scenario.ts';
import { type Rehearsal, rehearseDocument, scenariosOf } from './features/rehearse.ts';
import { rehearseAnalysis } from './features/rehearse-run.ts';
import { type RenameResult, renamable, rename } from './features/rename.ts';
import { findRunnable, type RunnableDocument, runnables } from './features/runnables.ts';
import {
  type ScenarioBeside,
  type ScenarioDocument,
  scenarioDocuments,
  scenariosBeside,
} from './features/scenario-file.ts';
import { type TemplateDocument, templateDocuments } from './features/template-documents.ts';
import type { RunScenario, RunTimeline } from './lifecycle/experiment/rehearse-run.ts';
import type { Scenario } from './lifecycle/spec/scenario.ts';
import type { FixedFile } from './rules/engine/fix-all.ts';
import { RuleRunner } from './rules/engine/run.ts';
import { RULES } from './rules/registry.ts';
import type { RehearsedDocument } from './run/rehearsed-document.ts';
import { SchemaWalker } from './schema/walk.ts';
import type { Tool } from './templating/mark.ts';
import { describeFailure } from './text/failure.ts';
import type { LineMap } from './text/line-map.ts';
import type { Range } from './text/range.ts';
import { Cluster } from './workspace/cluster.ts';
import type { ClusterFacts } from './workspace/cluster-facts.ts';
import { isKubeDocument, type SourceFile } from './workspace/file.ts';
import type { Location, NamedLocation } from './workspace/symbol.ts';
import { SymbolIndex } from './workspace/symbols.ts';
import { FileStore } from './workspace/workspace.ts';
import { parseDocument } from './yaml/parse.ts';

export type { Env, Profile, Settings, Severity } from './env.ts';
export { DEFAULT_SETTINGS, PROFILES } from './env.ts';
export type { SemanticKind } from './expr/help/semantic-tokens.ts';
export type { SignatureHelp } from './expr/help/signature-help.ts';
export type { ColouredRange } from './features/colours.ts';
export { TRIGGER_CHARACTERS } from './features/complete/choice.ts';
export type { Completion } from './features/complete/item.ts';
export { CONFIGURATION_FILE, type Configuration } from './features/configuration.ts';
export type { FileEdits, FixesAt, Problem, ProblemFix } from './features/diagnose.ts';
export { UNUSED_IGNORE } from './features/diagnose.ts';
export type { FoundName } from './features/find-names.ts';
export type { Hint } from './features/hints.ts';
export type { Hover } from './features/hover.ts';
export type { UseLens } from './features/lenses.ts';
export type { Link } from './features/links.ts';
export type { PlainObject } from './features/manifest.ts';
export type { MeasuredPlace } from './features/measured-places.ts';
export type { OutlineSymbol } from './features/outline.ts';
export type { RecordedRun } from './features/recorded-scenario.ts';
export type { Rehearsal } from './features/rehearse.ts';
export type { RenameResult } from './features/rename.ts';
export type { RunnableDocument } from './features/runnables.ts';
export type { ScenarioDocument } from './features/scenario-file.ts';
export type { TemplateDocument } from './features/template-documents.ts';
export type { RunScenario, RunTimeline } from './lifecycle/experiment/rehearse-run.ts';
export type {
  AnalysisScenario,
  MetricAnswer,
  MetricScenario,
  PodScenario,
  Scenario,
} from './lifecycle/spec/scenario.ts';
export type * from './lifecycle/spec/timeline.ts';
export type { FixedFile } from './rules/engine/fix-all.ts';
export type { Rule, UndecidedRule } from './rules/engine/rule.ts';
export { RULES, UNDECIDED_RULES } from './rules/registry.ts';
export { toJsonSchema } from './schema/json-schema.ts';
export { releaseLine } from './schema/release.ts';
export type { ArgoVersion, Language } from './schema/schema.ts';
export { TOOL_NAMES, type Tool } from './templating/mark.ts';
export { describeFailure } from './text/failure.ts';
export { LineMap } from './text/line-map.ts';
export { plainText } from './text/markdown.ts';
export { nearest } from './text/nearest.ts';
export type { Range, TextEdit } from './text/range.ts';
export { expandSnippet } from './text/snippet.ts';
export { encodePart } from './text/uri.ts';
export { chartsAbove } from './workspace/charts.ts';
export { ClusterDumpError, readClusterDump } from './workspace/cluster-dump.ts';
export type * from './workspace/cluster-facts.ts';
export { mayHoldKnown } from './workspace/file.ts';
export { CLUSTER_SCHEME } from './workspace/file-role.ts';
export type { Location, NamedLocation } from './workspace/symbol.ts';

export interface Service {
  /** Tells the service of a file's text, new or changed. Only documents whose own text changed are read again. */
  update(uri: string, text: string): void;
  remove(uri: string): void;
  /** All files of the workspace have been told of: what is not known now does not exist. */
  setComplete(isComplete: boolean): void;
  /** What is known of the connected cluster, in place of what was before; undefined: none is connected. */
  setCluster(facts: ClusterFacts | undefined): void;
  /** The text behind an address of the connected cluster, as locations name them. */
  clusterText(uri: string): string | undefined;
  /** Lines of a known file, or of an object of the cluster, to turn offsets into positions; undefined: the service was not told of it. */
  lines(uri: string): LineMap | undefined;

  // Verbs on a file that is not known answer nothing.
  /** Answers as if files had these texts, by URI; afterwards they have their own again. */
  withTexts<T>(texts: Readonly<Record<string, string>>, answer: () => T): T;
  /** The text of a field, `Experiment.spec.duration`; undefined: there is none. */
  explainField(path: string): string | undefined;
  diagnose(uri: string, settings?: Settings): readonly Problem[];
  /** The tool whose templates the file holds, so that it is checked in part only; undefined: it is checked as a whole. */
  checkedInPart(uri: string): Tool | undefined;
  /** `trigger`: the character that was typed and made the editor ask; absent: a word is typed, or a person asked. */
  complete(uri: string, offset: number, settings?: Settings, trigger?: string): readonly Completion[];
  hover(uri: string, offset: number, settings?: Settings): Hover | undefined;
  /** The call that is being written in a condition. */
  helpSignature(uri: string, offset: number, settings?: Settings): SignatureHelp | undefined;
  /** The bracket of a condition at the offset, and its partner. */
  matchBrackets(uri: string, offset: number, settings?: Settings): readonly Range[];
  /** Pieces of conditions, and placeholders. */
  colours(uri: string, settings?: Settings): readonly ColouredRange[];
  fixes(uri: string, range: Range, settings?: Settings): FixesAt;
  /**
   * Mends all problems of one rule, or without `rule` all that may be mended unasked, again and again until nothing is
   * left. The service still knows the file as it was told.
   */
  fixAll(uri: string, rule?: string, settings?: Settings): FixedFile | undefined;
  /** Where the name under the offset is defined. */
  define(uri: string, offset: number): readonly Location[];
  /** Every place where the name under the offset is written. */
  refer(uri: string, offset: number): readonly NamedLocation[];
  renamable(uri: string, offset: number): { readonly range: Range; readonly name: string } | undefined;
  rename(uri: string, offset: number, newName: string): RenameResult | undefined;
  outline(uri: string): readonly OutlineSymbol[];
  foldable(uri: string): readonly Range[];
  /** Inlay hints of the documents that touch `range`. */
  hints(uri: string, range: Range, settings?: Settings): readonly Hint[];
  /** Names of documents and of what is in them that contain `query`, letters of any case. */
  findNames(query: string): readonly FoundName[];
  /** Growing spans around an offset, the smallest first. */
  selections(uri: string, offset: number): readonly Range[];
  /** Files that a kustomization names, and addresses of the web. */
  links(uri: string): readonly Link[];
  /** Analysis templates with those who use them; nothing of one whose uses are not all known. */
  useLenses(uri: string): readonly UseLens[];
  /** Every name of an analysis template that the file defines or refers to, as one text: equal as long as none changes. */
  templateNames(uri: string): string;
  runnables(uri: string): readonly RunnableDocument[];
  /** The analysis templates of the file. */
  templateDocuments(uri: string): readonly TemplateDocument[];
  /** The document as an object; undefined: it is none, or its text is broken. */
  manifest(uri: string, document: number): PlainObject | undefined;
  /** The workspace's own (Cluster)AnalysisTemplate, of several the one nearest to the file `near`. */
  templateManifest(name: string, clusterScope: boolean, near?: string): PlainObject | undefined;
  /** The scenarios worth offering for a runnable, `as the file stands` first; undefined: there is no such runnable. */
  scenarios(uri: string, document: number, step?: number, settings?: Settings): readonly Scenario[] | undefined;
  /**
   * `chosen`: what it leaves out is as in `as the file stands`. `texts`: another version, by URI; the runnable is the one of the same name there, else
   * the one at the same place.
   */
  rehearse(
    uri: string,
    document: number,
    step: number | undefined,
    chosen: Partial<Scenario>,
    settings?: Settings,
    texts?: Readonly<Record<string, string>>,
  ): Rehearsal | undefined;
  /** Scenarios that a file says: its Rehearsals, and its AnalysisRuns that have measured. */
  scenarioDocuments(uri: string): readonly ScenarioDocument[];
  /** Rehearsals in the folder of a file that are about this Experiment, or about any. */
  scenariosBeside(uri: string, experiment: string): readonly ScenarioBeside[];
  /** AnalysisRuns in any file that have measured what an analysis of this runnable measures, as scenarios that give it again. */
  recordedBeside(uri: string, document: number, step?: number, settings?: Settings): readonly ScenarioBeside[];
  /** The same of one run, read already or as text; undefined: it has measured nothing, or belongs to no analysis of the runnable. */
  recordedScenario(
    uri: string,
    document: number,
    step: number | undefined,
    recorded: RecordedRun | string,
    settings?: Settings,
  ): Partial<Scenario> | undefined;
  /** Where the analyses of a runnable are written, and what they measure. */
  measuredPlaces(uri: string, document: number, step?: number): readonly MeasuredPlace[];
  /** Rehearses the first analysis template of a file with its defaults and `args`, or its first AnalysisRun. */
  rehearseAnalysis(
    uri: string,
    chosen: Partial<RunScenario>,
    settings?: Settings,
    args?: Readonly<Record<string, string>>,
  ): RunTimeline | undefined;
}

/** Reads the text of a configuration file. */
export function readConfiguration(text: string): Configuration {
  return configurationOf(parseDocument(text));
}

export function createService(env: Env): Service {
  const schemas = new SchemaWalker(env.language);
  const store = new FileStore((uri, error) => env.log('error', `${uri} cannot be read: ${describeFailure(error)}`));

  const rules = new RuleRunner({ rules: RULES, schemas, workspace: store, log: env.log });

  const symbols = new SymbolIndex(store);
  const withFile = <T>(uri: string, answer: (file: SourceFile) => T): T | undefined => {
    const file = store.get(uri);
    return file && answer(file);
  };
  const rehearsed = (uri: string, document: number, step?: number): RehearsedDocument | undefined => {
    const file = store.get(uri);
    const found = file && findRunnable(file, document, step);
    const source = file?.documents[document];
    if (!file || !found || !source || !isKubeDocument(source)) return undefined;
    return { at: { file, document: source }, spec: found.spec, ...(step === undefined ? {} : { step }) };
  };

  return {
    update: (uri, text) => store.tell(uri, text),
    remove: uri => store.delete(uri),
    setComplete: isComplete => {
      store.isComplete = isComplete;
    },
    setCluster: facts => {
      store.cluster = facts && new Cluster(facts);
    },
    clusterText: uri => store.cluster?.file(uri)?.text,
    lines: uri => (store.get(uri) ?? store.cluster?.file(uri))?.lines,
    withTexts: (texts, answer) => store.withTexts(texts, answer),
    explainField: path => explainField(path, schemas),
    diagnose: (uri, settings = DEFAULT_SETTINGS) => withFile(uri, file => diagnose(file, settings, rules)) ?? [],
    checkedInPart: uri => withFile(uri, checkedInPart),
    complete: (uri, offset, settings = DEFAULT_SETTINGS, trigger) =>
      withFile(
        uri,
        file =>
          completeDirectives(file, offset, () => diagnose(file, settings, rules)) ??
          complete(file, offset, schemas, settings, store, trigger),
      ) ?? [],
    hover: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => {
        const found =
          hoverName(file, offset, symbols) ??
          hoverCondition(file, offset, settings) ??
          hover(file, offset, schemas, settings);
        return hoverEnd(file, offset, store, settings.argoVersion, found);
      }),
    helpSignature: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => helpSignature(file, offset, settings)),
    matchBrackets: (uri, offset, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => matchBrackets(file, offset, settings)) ?? [],
    colours: (uri, settings = DEFAULT_SETTINGS) => withFile(uri, file => colours(file, settings)) ?? [],
    fixes: (uri, range, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => fixes(file, settings, rules, range)) ?? { fixes: [], repeated: [] },
    fixAll: (uri, rule, settings = DEFAULT_SETTINGS) =>
      withFile(uri, file => fixEverywhere(file, settings, rules, store, rule)),
    define: (uri, offset) => withFile(uri, file => define(file, offset, symbols)) ?? [],
    refer: (uri, offset) => withFile(uri, file => refer(file, offset, symbols)) ?? [],
    renamable: (uri, offset) => withFile(uri, file => renamable(file, offset, symbols)),
    rename: (uri, offset, newName) => withFile(uri, file => rename(file, offset, newName, symbols)),
    outline: uri => withFile(uri, outline) ?? [],
    foldable: uri => withFile(uri, foldable) ?? [],
    hints: (uri, range, { argoVersion } = DEFAULT_SETTINGS) =>
      withFile(uri, file => hints(file, range, store, argoVersion)) ?? [],
    findNames: query => findNames(query, symbols),
    selections: (uri, offset) => withFile(uri, file => selections(file, offset)) ?? [],
    links: uri => withFile(uri, file => links(file, store)) ?? [],
    useLenses: uri => withFile(uri, file => useLenses(file, symbols)) ?? [],
    templateNames: uri => withFile(uri, file => templateNames(file, symbols)) ?? '',
    runnables: uri => withFile(uri, file => runnables(file)) ?? [],
    templateDocuments: uri => withFile(uri, templateDocuments) ?? [],
    manifest: (uri, document) => withFile(uri, file => manifestOf(file, document)),
    templateManifest: (name, clusterScope, near) => templateManifest(store, name, clusterScope, near),
    scenarios: (uri, document, step, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsed(uri, document, step);
      return found && scenariosOf(found, store, argoVersion);
    },
    rehearse: (uri, document, step, chosen, { argoVersion } = DEFAULT_SETTINGS, texts = {}) => {
      const name = rehearsed(uri, document, step)?.spec.name;
      return store.withTexts(texts, () => {
        const file = store.get(uri);
        const same = file && runnables(file).find(each => each.spec.name === name && each.step === step);
        const found = rehearsed(uri, same?.document ?? document, step);
        return found && rehearseDocument(found, chosen, store, argoVersion);
      });
    },
    scenariosBeside: (uri, experiment) => scenariosBeside(uri, experiment, store),
    recordedBeside: (uri, document, step, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsed(uri, document, step);
      return found ? recordedBeside(found, store, argoVersion) : [];
    },
    recordedScenario: (uri, document, step, recorded, { argoVersion } = DEFAULT_SETTINGS) => {
      const found = rehearsed(uri, document, step);
      return found && recordedScenario(found, recorded, store, argoVersion);
    },
    measuredPlaces: (uri, document, step) => {
      const found = rehearsed(uri, document, step);
      return found ? measuredPlaces(found, store) : [];
    },
    scenarioDocuments: uri => withFile(uri, scenarioDocuments) ?? [],
    rehearseAnalysis: (uri, chosen, { argoVersion } = DEFAULT_SETTINGS, args = {}) =>
      withFile(uri, file => {
        const document = file.documents.filter(isKubeDocument).find(each => isAnalysis(each.content.identity.kind));
        return document && rehearseAnalysis({ file, document }, chosen, store, argoVersion, args);
      }),
  };
}

function isAnalysis(kind: string): boolean {
  return kind === 'AnalysisRun' || kind.endsWith('AnalysisTemplate');
}
