/** What was worked out of several files is kept with the state of the workspace in which it is true, and goes with it. */
import type { Placed, Workspace } from './workspace.ts';

/** By state, by document, and by question. */
const kept = new WeakMap<object, WeakMap<object, Map<string, unknown>>>();

/** `work()`, worked out once for each state of the workspace. `question`: what it answers of the document, with all that it depends on besides. */
export function rememberState<T>(workspace: Workspace, { document }: Placed, question: string, work: () => T): T {
  const ofState = kept.get(workspace.state) ?? new WeakMap<object, Map<string, unknown>>();
  kept.set(workspace.state, ofState);
  const answers = ofState.get(document) ?? new Map<string, unknown>();
  ofState.set(document, answers);
  // One question has one type of answer: its name says whose it is.
  if (answers.has(question)) return answers.get(question) as T;
  const answer = work();
  answers.set(question, answer);
  return answer;
}
