/** What the client asks of the language server, as ports. */

import type {
  AgentResult,
  DocumentReference,
  MeasuredPlaces,
  RecordedScenarioParams,
  RehearseParams,
  RehearseResult,
  RuleHead,
  Runnable,
  Scenario,
  TemplateDocument,
} from '../../../server/protocol.ts';
import type { Result } from '../failures/failure.ts';
import type { Json } from '../values/json.ts';

export interface Requests {
  /** Documents of a file that can be run. The file has to be open in the editor. */
  runnables(uri: string): Promise<Result<readonly Runnable[]>>;
  /** A refusal of the server is a failure of kind `refused`. */
  rehearse(params: RehearseParams): Promise<Result<Extract<RehearseResult, { kind: 'timeline' }>>>;
  /** Where analyses and metrics of the runnables of a file are written. */
  measuredPlaces(uri: string): Promise<Result<readonly MeasuredPlaces[]>>;
  /** What an AnalysisRun measured, as a scenario; `undefined`: it has measured nothing that the runnable measures. */
  recordedScenario(params: RecordedScenarioParams): Promise<Result<Partial<Scenario> | undefined>>;
  /** The document as an object. One that nobody can read is a failure of kind `refused`. */
  manifest(document: DocumentReference): Promise<Result<Json>>;
  /** All rules, in the order of their ids. */
  rules(): Promise<Result<readonly RuleHead[]>>;
  /** The analysis templates of a file. The file has to be open in the editor. */
  templateDocuments(uri: string): Promise<Result<readonly TemplateDocument[]>>;
  /** The workspace's own (Cluster)AnalysisTemplate; of several the nearest one to a file. */
  templateManifest(name: string, clusterScope: boolean, near?: string): Promise<Result<Json | undefined>>;
  /** A tool of `server/agents`, for a language model. */
  agent(tool: string, input: unknown): Promise<Result<AgentResult>>;
}
