import { stringAt } from '../../yaml/node.ts';
import { type Provider, UNKNOWN } from './provider.ts';

export const wavefront: Provider = {
  // One series or several: only the backend knows, so nothing is said of either.
  result: () => UNKNOWN,
  // The token is looked up by it, and the key of a Secret holds neither.
  refuse: ({ provider }) => (/[:/]/.test(stringAt(provider, 'address') ?? '') ? 'API token not found' : undefined),
  condition: () => 'result >= ${1:0.95}',
};
