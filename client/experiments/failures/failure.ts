/** Expected failures of the outside world: values with a kind to switch on, each turned into one sentence and one remedy. */
import { COMMANDS, type CommandId } from '../../ids.ts';
import type { L10n } from '../values/l10n.ts';
import { type ClusterFailure, describeClusterFailure, type Remedy } from './cluster-failure.ts';
import { describeMakingFailure, type MakingFailure } from './making-failure.ts';

export type Failure =
  /** The language server is not there, or its answer was an error. */
  | { readonly kind: 'language-server-down'; readonly detail: string }
  | { readonly kind: 'language-server-slow'; readonly seconds: number }
  /** Somebody said no, with a sentence for a person. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The file is not what it was when the rehearsal began, so its course cannot be computed any further. */
  | { readonly kind: 'file-changed'; readonly name: string }
  | { readonly kind: 'unreadable-file'; readonly uri: string; readonly detail: string }
  | MakingFailure
  | ClusterFailure;

export type Result<T, F extends Failure = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<F extends Failure>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}

export interface FailureWords {
  readonly sentence: string;
  /** The command that mends it. */
  readonly remedy?: CommandId;
  /** What else a person can do, for failures of a cluster. */
  readonly advice?: Remedy;
}

export function describeFailure(failure: Failure, l10n: L10n): FailureWords {
  switch (failure.kind) {
    case 'language-server-down':
      return {
        sentence: l10n.t('The language server did not answer: {0}', failure.detail),
        remedy: COMMANDS.restartLanguageServer,
      };
    case 'language-server-slow':
      return {
        sentence: l10n.t('The language server has not answered for {0} s.', failure.seconds),
        remedy: COMMANDS.restartLanguageServer,
      };
    case 'refused':
      return { sentence: failure.message };
    case 'file-changed':
      return {
        sentence: l10n.t(
          'The file of {0} has changed since this rehearsal began, so it cannot go on from here. Delete it and run it again.',
          failure.name,
        ),
      };
    case 'unreadable-file':
      return { sentence: l10n.t('{0} cannot be opened: {1}', failure.uri, failure.detail) };
    case 'no-template':
    case 'template-conflict':
    case 'step':
      return describeMakingFailure(failure, l10n);
    default:
      return describeClusterFailure(failure, l10n);
  }
}
