/** What of a file can be run: its Experiments, and the experiment steps of its Rollouts. */

import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import { readExperiment, readExperimentStep } from '../model/experiment.ts';
import { type Range, shiftRange } from '../text/range.ts';
import { isKubeDocument, isTemplated, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import type { DocumentReference, RunnableReference } from '../workspace/reference.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { itemsAt, resolveAlias, scalarAt, stringAt, valueAt } from '../yaml/node.ts';

export interface RunnableDocument extends RunnableReference {
  readonly type: 'experiment' | 'experiment-step';
  /** Of a step: the Rollout's name, if it has one. */
  readonly rollout?: string;
  readonly spec: ExperimentSpec;
  /** Offsets of the file. */
  readonly range: Range;
  readonly nameRange: Range;
}

export function runnables(file: SourceFile, workspace: Pick<Workspace, 'isPatch'>): readonly RunnableDocument[] {
  // Parts of objects that are defined elsewhere.
  if (workspace.isPatch(file)) return [];
  return file.documents.flatMap((document, index): readonly RunnableDocument[] => {
    if (isTemplated(document) || !isKubeDocument(document) || !document.content.yaml.root || document.content.patch)
      return [];
    const { identity } = document.content;
    const reference = { uri: file.uri, document: index };
    if (identity.kind === 'Experiment') return [experiment(document, reference)];
    return identity.kind === 'Rollout' ? steps(document, reference) : [];
  });
}

export function findRunnable(
  file: SourceFile,
  document: number,
  step: number | undefined,
  workspace: Pick<Workspace, 'isPatch'>,
): RunnableDocument | undefined {
  return runnables(file, workspace).find(each => each.document === document && each.step === step);
}

function experiment(document: KubeDocument, reference: DocumentReference): RunnableDocument {
  const { yaml, identity } = document.content;
  const nameNode = identity.nameNode ?? scalarAt(yaml.root, 'kind');
  const range = contentRange(document);
  return {
    ...reference,
    type: 'experiment',
    spec: readExperiment(yaml.root),
    range,
    nameRange: nameNode ? shiftRange(nameNode.range, document.start) : range,
  };
}

function steps(document: KubeDocument, reference: DocumentReference): readonly RunnableDocument[] {
  const { root } = document.content.yaml;
  const rollout = stringAt(root, 'metadata', 'name');
  return itemsAt(root, 'spec', 'strategy', 'canary', 'steps').flatMap((item, step): readonly RunnableDocument[] => {
    const map = resolveAlias(item);
    const entry = map?.kind === 'map' ? map.entries.find(each => each.key.text === 'experiment') : undefined;
    if (!entry || valueAt(map, 'experiment')?.kind !== 'map') return [];
    return [
      {
        ...reference,
        type: 'experiment-step',
        step,
        ...(rollout === undefined ? {} : { rollout }),
        spec: readExperimentStep(root, step),
        range: shiftRange(entry.range, document.start),
        nameRange: shiftRange(entry.key.range, document.start),
      },
    ];
  });
}

/** The document without the `---` and blank lines around its content. */
function contentRange({ content, start }: KubeDocument): Range {
  return shiftRange(content.yaml.root?.range ?? { start: 0, end: content.text.length }, start);
}
