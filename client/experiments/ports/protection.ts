/** Contexts that a person has named as ones to be careful with. */

/** `read-only`: nothing is changed there. `type-name`: its name has to be typed before anything is. */
export type Protection = 'none' | 'read-only' | 'type-name';

/**
 * By the setting, a map from globs to what they mean: `{"prod-*": "read-only"}`. Of several that fit the strictest
 * counts. A word that means nothing is taken for the strictest: whoever wrote it wanted protection.
 */
export function protectionOf(context: string, setting: unknown): Protection {
  if (typeof setting !== 'object' || setting === null) return 'none';
  const words = Object.entries(setting)
    .filter(([glob]) => fits(glob, context))
    .map(([, word]) => word);
  if (words.length === 0) return 'none';
  return words.every(word => word === 'type-name') ? 'type-name' : 'read-only';
}

/** `*` stands for any characters, `?` for one; letters of any case. Takes time in proportion to both lengths. */
export function fits(glob: string, name: string): boolean {
  const [pattern, text] = [[...glob.toLowerCase()], [...name.toLowerCase()]];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return pattern.slice(at).every(character => character === '*');
}
