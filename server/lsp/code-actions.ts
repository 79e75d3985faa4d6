/** Quick fixes, for one problem and for all of its kind, and what an editor may mend when it saves a file. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { LineMap } from '../core/index.ts';
import { showRuleActions } from './rules.ts';
import type { Session } from './session.ts';
import { capabilitiesOf, needsMore, toWorkspaceEdit, type WorkspaceEditCapabilities } from './workspace-edit.ts';

/** Fixes of all problems that can only have been meant in one way. */
const FIX_ALL = `${CodeActionKind.SourceFixAll}.argoExperiments`;

export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, FIX_ALL];

/** What an action without an edit carries until it is chosen: fixing a whole file may take a while. */
interface FixAllData {
  readonly uri: string;
  readonly rule?: string;
}

export function serveCodeActions(session: Session): void {
  const { connection } = session;

  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) =>
    session.withLines('code actions', uri, [], async lines => {
      const span = { start: lines.offset(range.start), end: lines.offset(range.end) };
      return [
        ...(isWanted(CodeActionKind.QuickFix, only) ? await quickFixes(session, uri, span, lines) : []),
        ...(only && isWanted(FIX_ALL, only) ? await fixFile(session, uri) : []),
      ];
    }),
  );

  connection.onCodeActionResolve(action =>
    session.guard('a code action', action, async () => {
      const data = readData(action.data);
      return data ? { ...action, ...(await fixAllEdit(session, data)) } : action;
    }),
  );
}

/** An editor that asks for `source.fixAll` wants `source.fixAll.argoExperiments` too. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return !only || only.some(each => each === '' || kind === each || kind.startsWith(`${each}.`));
}

async function quickFixes(
  session: Session,
  uri: string,
  span: { readonly start: number; readonly end: number },
  lines: LineMap,
): Promise<readonly CodeAction[]> {
  const can = capabilitiesOf(session.client);
  const { problems, fixes, repeated } = session.service.fixes(uri, span, await session.settings.of(uri));
  const possible = fixes.filter(({ fix }) => !needsMore(fix, can));
  const single = possible.map(
    ({ problem, fix }, index): CodeAction => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [session.toDiagnostic(problem, lines)],
      isPreferred: index === 0 && problem.fixes[0] === fix,
      edit: toWorkspaceEdit({ uri, ...fix }, placesOf(session), can),
    }),
  );
  const all = repeated.map(async (rule): Promise<CodeAction> => {
    const alike = possible.filter(({ problem }) => problem.rule === rule).map(({ problem }) => problem);
    return {
      title: `Fix all \`${rule}\` problems in this file`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [...new Set(alike)].map(problem => session.toDiagnostic(problem, lines)),
      ...(await later(session, { uri, rule }, can)),
    };
  });
  return [...single, ...(await Promise.all(all)), ...showRuleActions(session, problems, lines)];
}

/** Nothing to mend: no action, so that saving a file costs its editor nothing. */
async function fixFile(session: Session, uri: string): Promise<readonly CodeAction[]> {
  const title = 'Fix all problems that have one meaning only';
  const edit = await fixAllEdit(session, { uri });
  return edit.edit ? [{ title, kind: FIX_ALL, ...edit }] : [];
}

/** The edit when the action is chosen, where the editor asks for it then. */
async function later(
  session: Session,
  data: FixAllData,
  can: WorkspaceEditCapabilities,
): Promise<Pick<CodeAction, 'edit' | 'data'>> {
  return can.resolvesEdits ? { data } : await fixAllEdit(session, data);
}

async function fixAllEdit(session: Session, { uri, rule }: FixAllData): Promise<Pick<CodeAction, 'edit'>> {
  const fixed = session.service.fixAll(uri, rule, await session.settings.of(uri));
  if (!fixed || fixed.edits.length === 0) return {};
  const change = { uri, edits: fixed.edits, others: [], snippet: false };
  return { edit: toWorkspaceEdit(change, placesOf(session), capabilitiesOf(session.client)) };
}

function placesOf({ service, documents }: Session) {
  return {
    lines: (uri: string) => service.lines(uri),
    version: (uri: string) => documents.get(uri)?.version ?? null,
  };
}

function readData(data: unknown): FixAllData | undefined {
  if (typeof data !== 'object' || data === null || !('uri' in data) || typeof data.uri !== 'string') return undefined;
  const rule = 'rule' in data && typeof data.rule === 'string' ? data.rule : undefined;
  return { uri: data.uri, ...(rule === undefined ? {} : { rule }) };
}
