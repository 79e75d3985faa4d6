import { describe, expect, test } from 'vitest';
import { readArgoVersion, readClusterOptions } from '../../../scripts/cluster/options.ts';
import { ClusterFailure } from '../../../scripts/cluster/process/failure.ts';
import { readTestOptions } from '../../../scripts/cluster-tests/options.ts';

describe('the words after `npm run cluster --`', () => {
  test('none: the newest release on free ports in a fresh folder', () => {
    expect(readClusterOptions([])).toEqual({
      argo: '1.10.2',
      state: undefined,
      port: undefined,
      metricsPort: undefined,
      bare: false,
      help: false,
    });
  });

  test('all of them', () => {
    const words = ['--argo', '1.9.3', '--port', '6443', '--metrics-port', '9090', '--state', '/tmp/x', '--bare'];
    expect(readClusterOptions(words)).toEqual({
      argo: '1.9.3',
      state: '/tmp/x',
      port: 6443,
      metricsPort: 9090,
      bare: true,
      help: false,
    });
  });

  test.each([
    [['--argo', '1.8.0'], 'There is no recipe here for Argo Rollouts "1.8.0": choose 1.10.2 or 1.9.3 with --argo.'],
    [
      ['--port', '0'],
      '--port wants a port from 1 to 65535 and got "0": give another one, or leave --port away to take a free port.',
    ],
    [
      ['--port', '80a'],
      '--port wants a port from 1 to 65535 and got "80a": give another one, or leave --port away to take a free port.',
    ],
    [
      ['--metrics-port', '70000'],
      '--metrics-port wants a port from 1 to 65535 and got "70000": give another one, or leave --metrics-port away to take a free port.',
    ],
    [['--prot', '1'], "Unknown option '--prot': `--help` lists what there is."],
    [['start'], "Unexpected argument 'start': `--help` lists what there is."],
  ])('%j is refused in one sentence', (words, sentence) => {
    expect(() => readClusterOptions(words)).toThrow(new ClusterFailure(sentence));
  });
});

describe('the words after `npm run test:cluster --`', () => {
  test('none: no release is asked for', () => {
    expect(readTestOptions([])).toEqual({ argo: [], allowRemote: false, only: undefined, help: false });
  });

  test('releases in their order, each once', () => {
    expect(
      readTestOptions(['--argo', '1.9.3', '--argo', 'v1.10.2', '--argo', '1.9.3', '--only', 'hang', '--allow-remote']),
    ).toEqual({
      argo: ['1.9.3', '1.10.2'],
      allowRemote: true,
      only: 'hang',
      help: false,
    });
  });
});

test('a release may be told with its v', () => {
  expect(readArgoVersion('v1.9.3')).toBe('1.9.3');
});
