/** The cluster that a test run uses, as the test run hands it to the test processes. */

/** Name of the environment variable that carries a session as JSON. */
export const sessionVariable = 'ARGO_EXPERIMENTS_TEST_SESSION';

export interface Session {
  readonly kubeconfig: string;
  /** Argo Rollouts release whose controller runs: `1.10.2`. */
  readonly argo: string;
  /** URL of the scripted metrics server, as the controller reaches it. */
  readonly metrics: string;
  /** Label value on every namespace of this run. */
  readonly run: string;
  /** Folder that recorded timelines go to. */
  readonly timelines: string;
  /** The cluster ends with this run, so what is in it need not be cleared away. */
  readonly isThrowaway?: boolean;
  /** Set beside a foreign cluster: the controller only sees objects that carry this instance id. */
  readonly instanceId?: string;
  /** Set beside a foreign cluster: the only node on which pods are played. */
  readonly node?: string;
}

export function readSession(env: NodeJS.ProcessEnv): Session {
  const text = env[sessionVariable];
  if (text === undefined) throw new Error('These tests need a cluster: start them by `npm run test:cluster`.');
  return JSON.parse(text) as Session; // written by test-run.ts, which shares this type
}
