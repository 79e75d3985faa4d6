import { stringAt } from '../../yaml/node.ts';
import { type Provider, unreadDuration } from './provider.ts';

export const skywalking: Provider = {
  result: () => ({ shapes: ['map'], because: 'SkyWalking answers the data of the GraphQL query' }),
  refuse: ({ provider }) => unreadDuration(stringAt(provider, 'interval') ?? ''),
  condition: () => 'result.${1:value} < 5',
};
