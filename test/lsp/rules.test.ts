/** How editors of different abilities get to the page of a rule. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type CodeAction, CodeActionRequest, ExecuteCommandRequest } from 'vscode-languageserver/node';
import { RULE_HEADS, type RuleHead } from '../../server/protocol.ts';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

const METRIC = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: shop
spec:
  metrics:
    - name: errors
      successCondition: result < 10
      failureCondition: result > 5
      provider:
        web:
          url: https://shop.example.com/errors
          jsonPath: "{$.count}"
`;
/** Where \`metric-overlap\` is told, which has no fix. */
const OVERLAP = { line: 8, character: 26 };
const TITLE = 'Show the rule `metric-overlap`';

const clients: LspClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map(client => client.kill())));

async function open(options: LspClientOptions) {
  const client = await LspClient.start(options);
  clients.push(client);
  const uri = await client.open(METRIC);
  const [problem] = await client.pullDiagnostics(uri);
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: OVERLAP, end: OVERLAP },
    context: { diagnostics: [] },
  });
  const actions = (answer ?? []).filter((action): action is CodeAction => 'kind' in action);
  const { executeCommandProvider } = client.initialized.capabilities;
  return { client, problem, show: actions.find(({ title }) => title === TITLE), executeCommandProvider };
}

const pageAt = (uri: string | undefined): string => readFileSync(fileURLToPath(uri ?? 'file:///nowhere'), 'utf8');

describe('the page of a rule', () => {
  it('is shown by the command of an editor that has one, from the code of the problem too', async () => {
    const { problem, show, executeCommandProvider } = await open({
      initializationOptions: { showRuleCommand: 'a.show', rulePages: 'docs:/rules/' },
    });
    expect(show).toMatchObject({
      kind: 'quickfix',
      diagnostics: [{ code: 'metric-overlap' }],
      command: { title: TITLE, command: 'a.show', arguments: ['metric-overlap'] },
    });
    expect(problem?.codeDescription?.href).toBe('docs:/rules/metric-overlap.md');
    expect(executeCommandProvider).toBeUndefined();
  });

  it('is a file that the server tells an editor to show', async () => {
    const { client, problem, show, executeCommandProvider } = await open({ showsDocuments: true });
    const command = show?.command?.command ?? '';
    expect(executeCommandProvider?.commands).toEqual([command]);
    await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: show?.command?.arguments ?? [],
    });
    expect(client.shown).toEqual([problem?.codeDescription?.href]);
    expect(pageAt(client.shown[0])).toMatch(/^# metric-overlap\n/);
  });

  it('is behind the code of the problem in an editor that can do no more', async () => {
    const { problem, show, executeCommandProvider } = await open({});
    expect([show, executeCommandProvider]).toEqual([undefined, undefined]);
    expect(pageAt(problem?.codeDescription?.href)).toMatch(/^# metric-overlap\n/);
  });

  it('shows nothing for what is no rule', async () => {
    const { client, show } = await open({ showsDocuments: true });
    const command = show?.command?.command ?? '';
    for (const wrong of [['../../package'], ['no-such-rule'], [3], []]) {
      await client.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: wrong });
    }
    expect(client.shown).toEqual([]);
  });

  it('can be chosen from all', async () => {
    const { client } = await open({});
    const rules = await client.connection.sendRequest<readonly RuleHead[]>(RULE_HEADS);
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    expect(rules).toContainEqual({ id: 'metric-overlap', title: 'Both conditions can be true' });
    expect(ids).toContain('ignore-unused');
  });
});
