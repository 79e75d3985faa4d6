/** What this machine has. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Path of a program, or undefined. */
export function findOnPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  return folders.map(folder => path.join(folder, program)).find(isExecutable);
}

/** A Chromium or Chrome of this machine; `CHROMIUM_PATH` comes first. */
export function chromiumPath(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return named;
  const programs = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  return programs.map(findOnPath).find(found => found !== undefined);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a desktop program could show itself. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
