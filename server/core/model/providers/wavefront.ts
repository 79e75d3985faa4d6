import { accept, type Provider, UNKNOWN } from './provider.ts';

export const wavefront: Provider = {
  // One series or several: only the backend knows, so nothing is said of either.
  result: () => UNKNOWN,
  refuse: accept,
  condition: () => 'result >= ${1:0.95}',
};
