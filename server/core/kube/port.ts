/** Ports of containers. Each check answers why the API refuses it, or undefined. */

export function refusePortNumber(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? undefined : 'a port is a whole number from 1 to 65535';
}

/** An IANA service name. */
export function refusePortName(name: string): string | undefined {
  if (name.length > 15) return `it has ${name.length} characters, and at most 15 are allowed`;
  const isName = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
  return isName
    ? undefined
    : "it may hold lower case letters, digits and single '-' only, one letter at least, and neither begin nor end with '-'";
}
