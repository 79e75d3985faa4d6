/** Parts of a URI's path. Total: every text has an encoded form, and every encoded form a text. */

/**
 * As editors write it: everything but letters, digits and `-._~` is percent-encoded. Half of a surrogate pair is no character of any
 * file's name; it is encoded as U+FFFD.
 */
export function encodePart(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(
    /[!'()*]/g,
    each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What does not decode is taken as it is written. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
