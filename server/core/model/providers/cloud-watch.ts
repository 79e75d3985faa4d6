import { stringAt } from '../../yaml/node.ts';
import { type Provider, refuseDuration } from './provider.ts';

export const cloudWatch: Provider = {
  result: () => ({ shapes: ['cloudWatch'], mayBeEmpty: true, because: 'CloudWatch answers a list of results' }),
  refuse: ({ provider }) => refuseDuration(stringAt(provider, 'interval') ?? ''),
  condition: () => 'len(result[0].Values) > 0 && result[0].Values[0] < ${1:5}',
};
