import { accept, FIRST_OF_LIST, type Provider } from './provider.ts';

export const influxdb: Provider = {
  result: () => ({ shapes: ['list'], because: 'InfluxDB answers a list of values' }),
  refuse: accept,
  condition: () => FIRST_OF_LIST,
};
