/** Our own requests to the language server, with a time limit and every failure as a value. */
import type {
  AgentParams,
  AgentResult,
  ManifestParams,
  ManifestResult,
  MeasuredPlaces,
  MeasuredPlacesParams,
  RecordedScenarioParams,
  RecordedScenarioResult,
  RehearseParams,
  RehearseResult,
  RuleHead,
  Runnable,
  RunnablesParams,
  TemplateDocument,
  TemplateManifestParams,
  TemplatesParams,
} from '../../server/protocol.ts';
import {
  AGENT,
  MANIFEST,
  MEASURED_PLACES,
  RECORDED_SCENARIO,
  REHEARSE,
  RULE_HEADS,
  RUNNABLES,
  TEMPLATE_MANIFEST,
  TEMPLATES,
} from '../../server/protocol.ts';
import { fail, type Result, succeed } from '../experiments/failures/failure.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { L10n } from '../experiments/values/l10n.ts';

const PATIENCE_MS = 15_000;

/** Sends one request. Rejects when there is no answer; gives up when the signal says so. */
export type Send = <P, R>(method: string, params: P, signal: AbortSignal) => Promise<R>;

/** Sends one notification. Rejects when there is nobody to take it. */
export type Notify = <P>(method: string, params: P) => Promise<void>;

export function createRequests(send: Send, timers: Timers, l10n: L10n): Requests {
  return {
    runnables: uri => ask<RunnablesParams, readonly Runnable[]>(send, timers, RUNNABLES, { uri }),
    measuredPlaces: uri => ask<MeasuredPlacesParams, readonly MeasuredPlaces[]>(send, timers, MEASURED_PLACES, { uri }),
    async recordedScenario(params) {
      const answer = await ask<RecordedScenarioParams, RecordedScenarioResult>(send, timers, RECORDED_SCENARIO, params);
      return answer.ok ? succeed(answer.value ?? undefined) : answer;
    },
    async rehearse(params) {
      const answer = await ask<RehearseParams, RehearseResult>(send, timers, REHEARSE, params);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'failure') return fail({ kind: 'refused', message: answer.value.message });
      return succeed(answer.value);
    },
    async manifest({ uri, document }) {
      const answer = await ask<ManifestParams, ManifestResult>(send, timers, MANIFEST, { uri, document });
      if (!answer.ok) return answer;
      if (answer.value !== null) return succeed(answer.value);
      const message = l10n.t(
        'The text of this experiment is broken, so it cannot be sent to a cluster. Mend it first.',
      );
      return fail({ kind: 'refused', message });
    },
    agent: (tool, input) => ask<AgentParams, AgentResult>(send, timers, AGENT, { tool, input }),
    rules: () => ask<void, readonly RuleHead[]>(send, timers, RULE_HEADS, undefined),
    templateDocuments: uri => ask<TemplatesParams, readonly TemplateDocument[]>(send, timers, TEMPLATES, { uri }),
    async templateManifest(name, clusterScope, near) {
      const params = { name, clusterScope, ...(near === undefined ? {} : { near }) };
      const answer = await ask<TemplateManifestParams, ManifestResult>(send, timers, TEMPLATE_MANIFEST, params);
      return answer.ok ? succeed(answer.value ?? undefined) : answer;
    },
  };
}

async function ask<P, R>(send: Send, timers: Timers, method: string, params: P): Promise<Result<R>> {
  const stop = new AbortController();
  return await new Promise<Result<R>>(resolve => {
    const cancel = timers.after(PATIENCE_MS, () => {
      stop.abort();
      resolve(fail({ kind: 'language-server-slow', seconds: PATIENCE_MS / 1000 }));
    });
    send<P, R>(method, params, stop.signal).then(
      value => {
        cancel();
        resolve(succeed(value));
      },
      (error: unknown) => {
        cancel();
        const detail = error instanceof Error ? error.message : String(error);
        resolve(fail({ kind: 'language-server-down', detail }));
      },
    );
  });
}
