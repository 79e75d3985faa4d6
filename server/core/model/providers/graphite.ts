import { stringAt } from '../../yaml/node.ts';
import { FIRST_OF_LIST, type Provider } from './provider.ts';

export const graphite: Provider = {
  result: () => ({ shapes: ['floats'], mayBeEmpty: true, because: 'Graphite answers the points of a series' }),
  // What is added to `/render?` asks for nothing.
  refuse: ({ provider }) => (/(^|&|\s)target=/.test(stringAt(provider, 'query') ?? '') ? undefined : 'no values found'),
  condition: () => FIRST_OF_LIST,
};
