/** The forms of names that the Kubernetes API accepts. Each check answers why a name is refused, or undefined. */

const SUBDOMAIN_LENGTH = 253;
const LABEL_LENGTH = 63;

/** Most objects: Experiment, AnalysisRun, ReplicaSet. Up to 253 characters. */
export function refuseSubdomain(name: string): string | undefined {
  if (name.length > SUBDOMAIN_LENGTH) return tooLong(name, SUBDOMAIN_LENGTH);
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) return undefined;
  return `${show(name)} is not a DNS-1123 subdomain: lower case letters, digits, '-' and '.', each part beginning and ending with a letter or digit`;
}

/** Namespaces, container names, port names in part. Up to 63 characters. */
export function refuseLabel(name: string): string | undefined {
  if (name.length > LABEL_LENGTH) return tooLong(name, LABEL_LENGTH);
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return undefined;
  return `${show(name)} is not a DNS-1123 label: lower case letters, digits and '-', beginning and ending with a letter or digit`;
}

/** Services: as a label, and beginning with a letter. Up to 63 characters. */
export function refuseServiceName(name: string): string | undefined {
  if (name.length > LABEL_LENGTH) return tooLong(name, LABEL_LENGTH);
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) return undefined;
  return `${show(name)} is not a DNS-1035 label: lower case letters, digits and '-', beginning with a letter and ending with a letter or digit`;
}

function tooLong(name: string, limit: number): string {
  return `${show(name)} has ${name.length} characters, and at most ${limit} are allowed`;
}

function show(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}...` : name);
}
