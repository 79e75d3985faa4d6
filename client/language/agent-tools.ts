/** The tools that language models of the editor may call; the language server answers them, as it answers agents outside. */
import * as vscode from 'vscode';
import { describeFailure } from '../experiments/failures/failure.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import { AGENT_TOOLS } from '../ids.ts';

export function registerAgentTools(requests: Pick<Requests, 'agent'>): vscode.Disposable {
  const tools = Object.entries(AGENT_TOOLS).map(([tool, id]) =>
    vscode.lm.registerTool(id, {
      async invoke({ input }) {
        const answer = await requests.agent(tool, input);
        const text = answer.ok ? answer.value.text : describeFailure(answer.failure, vscode.l10n).sentence;
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    }),
  );
  return vscode.Disposable.from(...tools);
}
