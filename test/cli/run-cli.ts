/** The command line in the process of the test: the whole program but its start. */

import { buildLanguage } from '../../schemas/build.ts';
import type { Output } from '../../server/cli/command.ts';
import { runProgram } from '../../server/cli/program.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const language = buildLanguage();

/** `stdin`: what comes by the standard input. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  { stdin = '', hasColours = false }: { readonly stdin?: string | Buffer; readonly hasColours?: boolean } = {},
): Promise<Ended> {
  let [out, err] = ['', ''];
  const output: Output = {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    cwd,
    stdin: async () => Buffer.from(stdin),
    hasColours,
  };
  const code = await runProgram(args, { output, language, version: '0.0.0-test' });
  return { code, out, err };
}
