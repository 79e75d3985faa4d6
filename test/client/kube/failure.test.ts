import { describe, expect, it } from 'vitest';
import { type ClusterFailure, describeClusterFailure } from '../../../client/experiments/failures/cluster-failure.ts';
import { describeFailure } from '../../../client/experiments/failures/failure.ts';
import { failureOfError, failureOfStatus, healing, type Question } from '../../../client/kube/reach/failure.ts';
import { EXPERIMENTS, PODS } from '../../../client/kube/reach/resource.ts';
import { english } from '../support/english.ts';

const QUESTION: Question = {
  verb: 'list',
  resource: EXPERIMENTS,
  place: { namespace: 'shop' },
  server: '10.0.0.1:6443',
  context: 'staging',
};
const ONE: Question = { ...QUESTION, verb: 'patch', place: { namespace: 'shop', name: 'trial' } };

const status = (reason: string, message: string, details: object = {}) =>
  JSON.stringify({ kind: 'Status', reason, message, details });
const error = (code: string, name = 'Error') => Object.assign(new Error('x'), { code, name });

describe('an error of the network', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['HPE_INVALID_CONSTANT', 'unreachable'],
    ['EPROTO', 'unreachable'],
    ['Z_BUF_ERROR', 'unreachable'],
    ['ETIMEDOUT', 'timed-out'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ])('%s is %s', (code, kind) => {
    expect(failureOfError(error(code), 's', 10)).toMatchObject({ kind });
  });

  it('is not what an abort is, and not a bug of ours', () => {
    expect(failureOfError(error('ABORT_ERR', 'AbortError'), 's', 10)).toEqual({ kind: 'cancelled' });
    expect(failureOfError(new TypeError('x is not a function'), 's', 10)).toBeUndefined();
    expect(failureOfError('text', 's', 10)).toBeUndefined();
  });
});

describe('an answer that is no success', () => {
  it.each<[number, string, Question, ClusterFailure]>([
    [
      401,
      status('Unauthorized', 'Unauthorized'),
      QUESTION,
      { kind: 'unauthorized', server: '10.0.0.1:6443', context: 'staging' },
    ],
    [
      403,
      status('Forbidden', 'experiments.argoproj.io is forbidden: User "dev" cannot list resource "experiments"'),
      QUESTION,
      { kind: 'forbidden', verb: 'list', resource: 'experiments', namespace: 'shop', user: 'dev' },
    ],
    [403, '<html>no</html>', { ...QUESTION, place: {} }, { kind: 'forbidden', verb: 'list', resource: 'experiments' }],
    [404, '404 page not found', QUESTION, { kind: 'crd-missing', server: '10.0.0.1:6443' }],
    [404, status('NotFound', 'no'), ONE, { kind: 'not-found', object: 'Experiment shop/trial' }],
    [404, '', { ...QUESTION, resource: PODS }, { kind: 'not-found', object: 'Pod' }],
    [409, status('AlreadyExists', 'it exists'), ONE, { kind: 'already-exists', object: 'Experiment shop/trial' }],
    [409, status('Conflict', 'changed'), ONE, { kind: 'conflict', object: 'Experiment shop/trial', reason: 'changed' }],
    [
      422,
      status('Invalid', 'all of it', {
        causes: [{ field: 'spec.duration', message: 'must be a string' }, { message: 'x' }],
      }),
      ONE,
      { kind: 'invalid', object: 'Experiment shop/trial', causes: ['spec.duration: must be a string', 'x'] },
    ],
    [
      400,
      status('BadRequest', 'unknown field'),
      ONE,
      { kind: 'invalid', object: 'Experiment shop/trial', causes: ['unknown field'] },
    ],
    [413, '', ONE, { kind: 'too-large', object: 'Experiment shop/trial' }],
    [
      503,
      'a proxy says no',
      ONE,
      { kind: 'server-error', server: '10.0.0.1:6443', status: 503, reason: 'a proxy says no' },
    ],
  ])('%i %s', (code, body, question, failure) => {
    expect(failureOfStatus(code, body, question)).toEqual(failure);
  });
});

const ALL: readonly (readonly [ClusterFailure, ReturnType<typeof healing>, string, string?])[] = [
  [
    { kind: 'no-config', files: ['/a', '/b'] },
    'later',
    'There is no kubeconfig file: looked for /a, /b.',
    'choose-kubeconfig',
  ],
  [
    { kind: 'bad-config', file: '/a', reason: 'EACCES' },
    'later',
    'The kubeconfig /a cannot be used: EACCES.',
    'open-kubeconfig',
  ],
  [{ kind: 'no-context', context: 'x', known: [] }, 'later', 'The kubeconfig has no context x.', 'choose-context'],
  [
    { kind: 'untrusted' },
    'never',
    'This workspace is not trusted, so no cluster is contacted. Language help works.',
    'manage-trust',
  ],
  [
    { kind: 'plugin-refused', command: 'aws' },
    'never',
    'Without aws there are no credentials for this cluster.',
    'retry',
  ],
  [
    { kind: 'plugin-failed', command: 'aws', why: 'not-installed', detail: '', hint: 'Ask IT.' },
    'never',
    'aws, which the kubeconfig asks for credentials, is not installed. Ask IT.',
    'retry',
  ],
  [
    { kind: 'plugin-failed', command: 'aws', why: 'timed-out', detail: '', hint: '' },
    'never',
    'aws gave no credentials in time and was ended.',
    'retry',
  ],
  [
    { kind: 'plugin-failed', command: 'aws', why: 'ended', detail: 'exit code 1', hint: 'h' },
    'never',
    'aws gave no credentials. exit code 1',
    'retry',
  ],
  [
    { kind: 'plugin-failed', command: 'aws', why: 'bad-answer', detail: '', hint: '' },
    'never',
    'aws answered with something that is no credential.',
    'retry',
  ],
  [
    { kind: 'plugin-failed', command: 'aws', why: 'needs-terminal', detail: '', hint: '' },
    'never',
    'aws wants to ask questions in a terminal. Log in there first.',
    'retry',
  ],
  [{ kind: 'unreachable', server: 's', reason: 'ENOTFOUND' }, 'soon', 's cannot be reached: ENOTFOUND.', 'retry'],
  [{ kind: 'timed-out', server: 's', seconds: 10 }, 'soon', 's did not answer for 10 s.', 'retry'],
  [
    { kind: 'tls', server: 's', reason: 'CERT_HAS_EXPIRED' },
    'later',
    'The certificate of s is not trusted: CERT_HAS_EXPIRED.',
    'choose-context',
  ],
  [
    { kind: 'unauthorized', server: 's', context: 'c' },
    'later',
    's does not accept the credentials of context c: they have expired or were withdrawn. Log in again.',
    'retry',
  ],
  [
    { kind: 'forbidden', verb: 'list', resource: 'pods', namespace: 'shop', user: 'dev' },
    'later',
    'dev is not allowed to list pods in namespace shop.',
    'choose-namespace',
  ],
  [
    { kind: 'forbidden', verb: 'list', resource: 'pods', namespace: 'shop' },
    'later',
    'Not allowed to list pods in namespace shop.',
    'choose-namespace',
  ],
  [
    { kind: 'forbidden', verb: 'list', resource: 'pods', user: 'dev' },
    'later',
    'dev is not allowed to list pods in all namespaces.',
    'choose-namespace',
  ],
  [
    { kind: 'forbidden', verb: 'list', resource: 'pods' },
    'later',
    'Not allowed to list pods in all namespaces.',
    'choose-namespace',
  ],
  [
    { kind: 'crd-missing', server: 's' },
    'later',
    'Argo Rollouts is not installed on s: it knows no Experiments.',
    'install-argo',
  ],
  [{ kind: 'not-found' }, 'never', 'This experiment is no longer there.'],
  [{ kind: 'not-found', object: 'Pod p' }, 'never', 'Pod p is no longer there.'],
  [{ kind: 'conflict', object: 'X', reason: 'r' }, 'soon', 'X was changed by somebody else: r', 'retry'],
  [{ kind: 'already-exists', object: 'X' }, 'never', 'X already exists.', 'choose-name'],
  [
    { kind: 'already-exists', object: 'X', suggestion: 'x-2' },
    'never',
    'X already exists; x-2 is free.',
    'choose-name',
  ],
  [{ kind: 'invalid', object: 'X', causes: ['a', 'b'] }, 'later', 'The cluster refuses X: a; b', 'show-problems'],
  [{ kind: 'too-large', object: 'X' }, 'never', 'X is larger than the cluster accepts.', 'show-problems'],
  [{ kind: 'server-error', server: 's', status: 500, reason: 'r' }, 'soon', 's answered with error 500: r', 'retry'],
  [{ kind: 'cancelled' }, 'never', 'Cancelled.'],
];

describe('every failure', () => {
  it.each(ALL.map(each => ({ each })))('%j', ({ each: [failure, pace, sentence, advice] }) => {
    expect(healing(failure)).toBe(pace);
    expect(describeClusterFailure(failure, english)).toEqual({ sentence, ...(advice === undefined ? {} : { advice }) });
    expect(describeFailure(failure, english)).toEqual(describeClusterFailure(failure, english));
  });
});
