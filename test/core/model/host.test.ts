import { describe, expect, it } from 'vitest';
import { readHost } from '../../../server/core/model/host.ts';

describe('the host of a text', () => {
  it.each([
    ['http://shop:8080/health', 'shop', false],
    ['https://user:pw@shop.example.com', 'shop.example.com', false],
    ['shop:8080', 'shop', false],
    ['shop.prod.svc.cluster.local', 'shop', false],
    ['http://shop.svc/', 'shop', false],
    ['shop/health', 'shop', false],
    ['shop', 'shop', true],
    ['{{templates.a.replicaset.name}}', '{{templates.a.replicaset.name}}', true],
    ['http://{{templates.a.replicaset.name}}:{{args.port}}/', '{{templates.a.replicaset.name}}', false],
  ])('%s is %s', (text, name, isBare) => {
    const host = readHost(text);
    expect(host).toMatchObject({ name, isBare });
    expect(text.slice(host?.range.start, host?.range.end)).toBe(name);
  });

  it.each(['', 'two words', '/health', 'sum(rate(x[5m]))', 'http://', '{{open'])('of %j is none', text => {
    expect(readHost(text)).toBeUndefined();
  });
});
