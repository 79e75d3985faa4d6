/** The door of the core: whoever is outside enters here. */
import { type Configuration, readConfiguration as configurationOf } from './features/configuration.ts';
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
export { UNUSED_IGNORE, UNUSED_IGNORE_TITLE } from './features/diagnose.ts';
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
export { createService, type Service } from './service/service.ts';
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
export type { DocumentReference, RunnableReference } from './workspace/reference.ts';
export type { Location, NamedLocation } from './workspace/symbol.ts';

/** Reads the text of a configuration file. */
export function readConfiguration(text: string): Configuration {
  return configurationOf(parseDocument(text));
}
