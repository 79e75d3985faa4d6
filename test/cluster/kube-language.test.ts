import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CompletionRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentContentRequest,
} from 'vscode-languageserver/node';
import { stringify } from 'yaml';
import { ClusterBridge } from '../../client/language/cluster-bridge.ts';
import { systemTimers } from '../../client/ui/system-timers.ts';
import { buildLanguage } from '../../schemas/build.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { connect as serve } from '../../server/lsp/connect.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysisTemplate, experiment, web } from './documents.ts';
import { kubernetesOf } from './kube-stage.ts';
import { openStage, type Stage } from './stage.ts';

/** From the API server to the squiggle: what is applied to a connected namespace, the language server knows. */

let cluster: Cluster;
let stage: Stage;
beforeAll(async () => {
  cluster = await connect(readSession(process.env));
  stage = await openStage(cluster, 'language');
});
afterAll(async () => {
  await stage?.close();
  cluster?.disconnect();
});

/** A language server in this process, and its editor. */
async function startServer() {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  // There is nothing in the folder: all of it is known.
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), buildLanguage(), {
    disk: { readWorkspace: async () => ({ isComplete: true }), readFile: async () => undefined },
  });
  const editor = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const problems = new Map<string, Diagnostic[]>();
  editor.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    problems.set(uri, diagnostics);
  });
  editor.listen();
  await editor.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: 'file:///folder', name: 'folder' }],
    capabilities: { workspace: { workspaceFolders: true } },
  });
  await editor.sendNotification(InitializedNotification.type, {});
  const open = async (uri: string, text: string) => {
    await editor.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return uri;
  };
  const until = async (uri: string, rules: readonly string[]) =>
    await expect.poll(() => problems.get(uri)?.map(({ code }) => code), { timeout: 60_000 }).toEqual(rules);
  return { editor, problems, open, until };
}

/** The place, connected, and the way from there to the server. */
async function connectTo(editor: ProtocolConnection) {
  const opened = await kubernetesOf(cluster.session.kubeconfig).cluster('argo-experiments');
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { facts } = opened.value.place(stage.namespace);
  const bridge = new ClusterBridge({
    facts: () => (facts.known ? [facts.known] : []),
    isRunning: () => true,
    notify: (method, params) => editor.sendNotification(method, params),
    timers: systemTimers,
    show: () => undefined,
    log: message => expect.fail(message),
  });
  const lookAway = facts.onChange(() => bridge.look());
  facts.start();
  return {
    facts,
    end: () => {
      facts.stop();
      opened.value.close();
    },
    /** Before the editor goes: the bridge would tell it of the last change. */
    letGo: () => {
      lookAway();
      bridge.dispose();
    },
  };
}

it('the language server knows what is on the connected cluster, as it comes and goes', async () => {
  const { editor, problems, open, until } = await startServer();
  const call = { name: 'quality', templateName: 'latency' };
  const trial = { ...experiment({ duration: '10m', analyses: [call] }), metadata: { name: 'trial' } };
  const text = stringify(trial);
  const uri = await open('untitled:trial.yaml', text);
  const typed = text.replace('templateName: latency', 'templateName: ');
  await open('untitled:typed.yaml', typed);
  await until(uri, ['exp-analysis-template-missing']);
  const { facts, end, letGo } = await connectTo(editor);
  try {
    await expect.poll(() => problems.get(uri)?.[0]?.message, { timeout: 60_000 }).toContain(stage.namespace);

    await stage.apply(JSON.stringify(analysisTemplate('latency', [web('good', [1])], { args: [{ name: 'host' }] })));
    await until(uri, ['exp-arg-unresolved']);
    const before = typed.slice(0, typed.indexOf('templateName: ') + 'templateName: '.length).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const items = await editor.sendRequest(CompletionRequest.type, {
      textDocument: { uri: 'untitled:typed.yaml' },
      position,
    });
    expect(
      (Array.isArray(items) ? items : (items?.items ?? [])).map(({ label, detail }) => `${label}: ${detail}`),
    ).toEqual([`latency: AnalysisTemplate in ${stage.namespace} on argo-experiments`, 'latency with args: host']);
    const shown = `argo-experiments-cluster:/argo-experiments/${stage.namespace}/AnalysisTemplate/latency.yaml`;
    const content = await editor.sendRequest(TextDocumentContentRequest.type, { uri: shown });
    expect(content.text).toContain('  name: latency\n');

    await stage.remove('AnalysisTemplate/latency');
    await until(uri, ['exp-analysis-template-missing']);

    // Every kind that is followed may be read here but Istio's, which is not installed.
    const kinds = () => Object.keys(facts.known?.kinds ?? {}).toSorted();
    await expect
      .poll(kinds, { timeout: 60_000 })
      .toEqual([
        'AnalysisTemplate',
        'ClusterAnalysisTemplate',
        'Deployment',
        'Experiment',
        'Ingress',
        'ReplicaSet',
        'Rollout',
        'Service',
      ]);
    // The controller is no Deployment here: the schema of the API server tells.
    await expect
      .poll(() => facts.known?.argoVersion, { timeout: 60_000 })
      .toBe(cluster.session.argo.replace(/\.\d+$/, ''));
  } finally {
    end();
  }
  await until(uri, ['exp-analysis-template-missing']);
  await expect
    .poll(() => problems.get(uri)?.[0]?.message, { timeout: 60_000 })
    .toContain('This workspace has no AnalysisTemplate');
  letGo();
  editor.dispose();
});

it('the language server knows with which spec an Experiment has started', async () => {
  const { editor, open, until } = await startServer();
  await stage.apply(JSON.stringify({ ...experiment({ duration: '1h' }), metadata: { name: 'started' } }));
  await stage.until('it runs', seen => seen.phase('Experiment/started') === 'Running');
  const edited = { ...experiment({ duration: '2h' }), metadata: { name: 'started' } };
  const same = await open('untitled:same.yaml', stringify(edited));
  const other = await open('untitled:other.yaml', stringify(edited).replace('app:1', 'app:2'));
  const { end, letGo } = await connectTo(editor);
  try {
    await until(other, ['exp-spec-edit-no-effect']);
    await until(same, []);
  } finally {
    end();
    letGo();
    editor.dispose();
  }
});
