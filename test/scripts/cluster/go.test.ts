import { describe, expect, test } from 'vitest';
import { announceBuild, wrapperGoMod } from '../../../scripts/cluster/programs/build.ts';
import { explainGo, isOlderGo, judgeGo } from '../../../scripts/cluster/programs/go.ts';
import { controlPlanePrograms } from '../../../scripts/cluster/programs/programs.ts';

test.each([
  ['go1.26.8', '1.26.10', true],
  ['go1.26.10', '1.26.10', false],
  ['go1.27', '1.26.10', false],
  ['go1.26', '1.26.10', true],
  ['go1.27rc1', '1.26.10', false],
  ['devel go1.28-abcdef', '1.26.10', false],
])('%s is older than %s: %s', (a, b, isOlder) => {
  expect(isOlderGo(a, b)).toBe(isOlder);
});

describe('whether a Go can build the control plane', () => {
  test('a new one can, whatever GOTOOLCHAIN says', () => {
    expect(judgeGo({ version: 'go1.26.10', chosenToolchain: 'local' })).toBe(undefined);
  });

  test('an older one can when it may fetch a newer one', () => {
    expect(judgeGo({ version: 'go1.26.8', chosenToolchain: undefined })).toBe(undefined);
    expect(judgeGo({ version: 'go1.26.8', chosenToolchain: 'auto' })).toBe(undefined);
    expect(judgeGo({ version: 'go1.26.8', chosenToolchain: 'go1.24.0+auto' })).toBe(undefined);
  });

  test('an older one that may not fetch a newer one cannot', () => {
    expect(judgeGo({ version: 'go1.26.8', chosenToolchain: 'local' })).toBe(
      'Go 1.26.8 is too old to build the control plane and GOTOOLCHAIN=local forbids it to fetch a newer one: unset GOTOOLCHAIN, install Go 1.26.10 or newer, or use an existing cluster instead: `KUBECONFIG=/path/to/kubeconfig npm run test:cluster`.',
    );
  });

  test('one that cannot fetch another at all cannot', () => {
    expect(judgeGo({ version: 'go1.20.14', chosenToolchain: undefined })).toBe(
      'Go 1.20.14 is too old to build the control plane: install Go 1.26.10 or newer from https://go.dev/dl, or use an existing cluster instead: `KUBECONFIG=/path/to/kubeconfig npm run test:cluster`.',
    );
  });
});

describe('a failed go command', () => {
  const explain = (printed: string) => explainGo(['mod', 'tidy'], printed, '/cache');

  test('on a full disk', () => {
    expect(explain('link: write /tmp/a: no space left on device').message).toBe(
      "The disk that holds /cache or Go's own caches (GOCACHE, GOMODCACHE) is full: free some space there, or choose a folder on another disk with ARGO_EXPERIMENTS_CONTROL_PLANE, GOCACHE or GOMODCACHE.",
    );
  });

  test('without a network', () => {
    const failure = explain(
      'go: k8s.io/kubernetes@v1.34.4: Get "https://proxy.example": dial tcp: lookup proxy.example: no such host',
    );
    expect(failure.message).toBe(
      '`go mod` could not download a module: check the network connection and GOPROXY, then start again (what is built stays built).',
    );
    expect(failure.details).toContain('lookup proxy.example');
  });

  test('for any other reason, with the end of what it printed', () => {
    const failure = explain(Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n'));
    expect(failure.message).toBe(
      '`go mod` failed: the lines below say why; start again when that is settled (what is built stays built).',
    );
    expect(failure.details?.split('\n')).toEqual([
      'line 12',
      'line 13',
      'line 14',
      'line 15',
      'line 16',
      'line 17',
      'line 18',
      'line 19',
    ]);
  });
});

test('the wrapper repeats replacements, and takes Kubernetes libraries from where they are published', () => {
  const published = {
    Go: '1.24.0',
    Replace: [
      { Old: { Path: 'k8s.io/api' }, New: { Path: './staging/src/k8s.io/api' } },
      { Old: { Path: 'example.org/a', Version: 'v1.0.0' }, New: { Path: 'example.org/b', Version: 'v1.0.1' } },
      { Old: { Path: 'example.org/tools' }, New: { Path: './tools' } },
    ],
  };
  expect(wrapperGoMod('k8s.io/kubernetes', 'v1.34.4', published)).toBe(`module wrapper

go 1.24.0

require k8s.io/kubernetes v1.34.4
replace k8s.io/api => k8s.io/api v0.34.4
replace example.org/a v1.0.0 => example.org/b v1.0.1
`);
});

test('time, size and folder are told before a build', () => {
  const programs = Object.values(controlPlanePrograms('1.10.2'));
  expect(announceBuild(programs, programs.length, '/cache')).toBe(
    "Building 7 programs from Go modules into /cache (ARGO_EXPERIMENTS_CONTROL_PLANE names another folder): about 9 min on 2 cores when Go's caches are cold, 436 MiB there and up to 11 GiB in Go's caches. This happens once.",
  );
});
