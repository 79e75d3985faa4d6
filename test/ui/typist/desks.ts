/** Windows in which documents are typed, several at a time. */

import { LookingGlass } from '../support/looking-glass.ts';
import { Session } from '../support/session.ts';
import { EXAMPLES } from './documents.ts';
import { slowDown } from './slow-server.ts';
import { type Pace, type Report, Typist } from './typist.ts';

export interface Window {
  readonly session: Session;
  readonly glass: LookingGlass;
}

/** The examples are open in it, so that the language server knows names to offer. `isSlow`: its answers come late. */
export async function openWindow(isSlow = false): Promise<Window> {
  const glasses: LookingGlass[] = [];
  const session = await Session.open({
    source: EXAMPLES,
    files: { 'typed.yaml': '# nothing yet\n' },
    prepare(extensionsDir, own) {
      glasses.push(new LookingGlass(extensionsDir));
      if (isSlow) slowDown(own);
    },
  });
  const [glass] = glasses;
  if (glass === undefined) throw new Error('The session was not prepared.');
  await session.openFile('typed.yaml');
  return { session, glass };
}

export async function typeInto({ session, glass }: Window, text: string, pace: Pace): Promise<Report> {
  for (const _ of 'ab') await session.page.keyboard.press('Escape');
  await glass.write('');
  return await new Typist(session.page, glass, pace).write(text);
}
