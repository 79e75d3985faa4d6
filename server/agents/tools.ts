/**
 * What agents may ask, by the Model Context Protocol and as tools of the editor alike: three questions about text, answered in short plain
 * text. No tool reads a cluster, writes a file or starts a program.
 */

/** JSON Schema of an input, as both protocols take it. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
  readonly required: readonly string[];
}

export interface Tool {
  readonly title: string;
  /** For the model: what it answers, and when to ask. */
  readonly description: string;
  readonly inputSchema: InputSchema;
}

export type ToolName = 'check' | 'rehearse' | 'explain';

export const TOOLS = {
  check: {
    title: 'Check Argo Rollouts manifests',
    description:
      'Checks the YAML of Argo Rollouts Experiments, AnalysisTemplates, AnalysisRuns and Rollouts: what the API server or the controllers would refuse, hang on or silently ignore. Answers problems with line and column (from 1), rule id, reason and fixes as replacements. Use it after writing or changing such a manifest.',
    inputSchema: {
      type: 'object',
      properties: {
        file: { type: 'string', description: 'Path of a file; it is checked together with the files around it.' },
        text: { type: 'string', description: 'YAML text, in place of what the file holds, or without a file.' },
      },
      required: [],
    },
  },
  rehearse: {
    title: 'Rehearse an Argo Rollouts experiment',
    description:
      "Plays an Experiment, the experiment step of a Rollout, or an analysis template on the controllers' own state machines, without a cluster. Answers how it ends, when and why, the course of it, what was assumed, and the scenarios that can be asked for. Use it to know what a manifest does before it is applied.",
    inputSchema: {
      type: 'object',
      properties: {
        file: { type: 'string', description: 'Path of a file with an Experiment, a Rollout or an analysis template.' },
        text: { type: 'string', description: 'YAML text, in place of what the file holds, or without a file.' },
        name: { type: 'string', description: 'Name of the experiment, where there are several.' },
        scenario: { type: 'string', description: 'Title of a scenario; left out: everything that can go well does.' },
      },
      required: [],
    },
  },
  explain: {
    title: 'Explain a rule or a field of Argo Rollouts',
    description:
      'Explains a rule by its id (`cond-list-without-index`), or a field by its kind and path (`Experiment.spec.duration`, `AnalysisTemplate.spec.metrics.failureLimit`): type, meaning, default, traps, first release.',
    inputSchema: {
      type: 'object',
      properties: { about: { type: 'string', description: 'Id of a rule, or a kind and a path.' } },
      required: ['about'],
    },
  },
} as const satisfies Record<ToolName, Tool>;
