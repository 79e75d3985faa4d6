/** A service with the real language, for tests. */
import { buildLanguage } from '../../schemas/build.ts';
import { createService, type Service } from '../../server/core/index.ts';

const language = buildLanguage();

export function newService(files: Readonly<Record<string, string>> = {}): Service {
  const service = createService({
    language,
    // A rule or feature that fails is silent for users; for a test it is a failure.
    log: (level, message) => {
      if (level === 'error') throw new Error(message);
    },
  });
  for (const [uri, text] of Object.entries(files)) service.update(uri, text);
  return service;
}
