import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const FILE = path.join(import.meta.dirname, '../../dist/kubernetes.cjs');

it('the bundle for clusters loads by its name alone and opens nothing by that', async () => {
  // A process of its own: handles that loading leaves behind would keep it alive, and its report would name them.
  const program = `
    const { createKubernetes } = await import(${JSON.stringify(`file://${FILE}`)});
    const kinds = process.getActiveResourcesInfo().filter(kind => !/^(Pipe|TTY|File)/.test(kind));
    console.log(JSON.stringify([typeof createKubernetes, kinds]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(JSON.parse(stdout)).toEqual(['function', []]);
});
