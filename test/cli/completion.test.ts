/** Completion scripts, run by the shell that they are for. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

async function completeInBash(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await runCli('/', ['completion', 'bash']);
  const call = `COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
  const script = `${out}\n${call}\n_argo_experiments\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' })
    .split('\n')
    .filter(word => word !== '');
}

describe('bash', () => {
  it('completes commands, options and their values', async () => {
    expect(await completeInBash('argo-experiments', 'l')).toEqual(['lint', 'lsp']);
    expect(await completeInBash('argo-experiments', 'lint', '--fo')).toEqual(['--format']);
    expect(await completeInBash('argo-experiments', 'lint', '--format', 'j')).toEqual(['json', 'junit']);
    expect(await completeInBash('argo-experiments', 'completion', 'f')).toEqual(['fish']);
  });
});

it.each(['zsh', 'fish'])('%s: names every command and option', async shell => {
  const { out, code } = await runCli('/', ['completion', shell]);
  expect(code).toBe(0);
  for (const word of ['lint', 'rehearse', 'explain', 'max-warnings', 'sarif']) expect(out).toContain(word);
});

it('refuses other shells', async () => {
  expect(await runCli('/', ['completion', 'cmd'])).toMatchObject({ code: 2, out: '' });
});
