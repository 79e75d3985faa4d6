/**
 * The pages of the rules: a quick fix that shows one, and the list of all. An editor with a command of its own for it (VS Code)
 * runs that; one that can show documents is told to show the file of the page; for any other the code of a problem leads there.
 */
import {
  type CodeAction,
  CodeActionKind,
  type Command,
  type ServerCapabilities,
  ShowDocumentRequest,
} from 'vscode-languageserver';
import { type LineMap, type Problem, RULES, UNUSED_IGNORE, UNUSED_IGNORE_TITLE } from '../core/index.ts';
import { RULE_HEADS, type RuleHead } from '../protocol.ts';
import type { Session } from './session.ts';

/** Run by the server. */
const SHOW_RULE = 'argo-experiments.showRule';

const HEADS: readonly RuleHead[] = [
  ...RULES.map(({ id, title }) => ({ id, title })),
  { id: UNUSED_IGNORE, title: UNUSED_IGNORE_TITLE },
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Of an editor that has a command of its own nothing is taken: VS Code would make one of ours, too. */
export function ruleCapabilities(session: Session): Pick<ServerCapabilities, 'executeCommandProvider'> {
  return canBeTold(session) ? { executeCommandProvider: { commands: [SHOW_RULE] } } : {};
}

export function serveRules(session: Session): void {
  const { connection } = session;

  connection.onRequest<readonly RuleHead[], void>(RULE_HEADS, () => HEADS);

  connection.onExecuteCommand(({ command, arguments: [rule] = [] }) =>
    session.guard('showing a rule', undefined, async () => {
      const uri = command === SHOW_RULE && typeof rule === 'string' ? session.pageOf(rule) : undefined;
      if (uri === undefined) return;
      const { success } = await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true });
      if (!success) connection.console.warn(`The editor did not show ${uri}.`);
    }),
  );
}

/** One for each rule of the problems, in their order. */
export function showRuleActions(session: Session, problems: readonly Problem[], lines: LineMap): readonly CodeAction[] {
  const rules = [...new Set(problems.map(({ rule }) => rule))];
  return rules.flatMap(rule => {
    const title = `Show the rule \`${rule}\``;
    const command = showRule(session, rule, title);
    if (!command) return [];
    const diagnostics = problems.filter(problem => problem.rule === rule);
    return [
      {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnostics.map(problem => session.toDiagnostic(problem, lines)),
        command,
      },
    ];
  });
}

function showRule(session: Session, rule: string, title: string): Command | undefined {
  const own = session.options.showRuleCommand;
  if (own !== undefined) return { title, command: own, arguments: [rule] };
  const isThere = canBeTold(session) && session.pageOf(rule) !== undefined;
  return isThere ? { title, command: SHOW_RULE, arguments: [rule] } : undefined;
}

function canBeTold({ client, options }: Session): boolean {
  return options.showRuleCommand === undefined && client?.capabilities.window?.showDocument?.support === true;
}
