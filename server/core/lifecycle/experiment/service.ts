/** Services of templates: one per template that asks for one and has container ports. */
import { refuseServiceName } from '../../kube/name.ts';
import type { ContainerPort, ExperimentSpec, TemplateSpec } from '../spec/experiment-spec.ts';
import { nameReplicaSet } from './replica-set.ts';
import type { World } from './world.ts';

/** Undefined: no Service is wanted, or there is no port it could have. */
export function nameService(spec: ExperimentSpec, template: TemplateSpec): string | undefined {
  if (template.service === undefined || template.containerPorts.length === 0) return undefined;
  return template.service.name || nameReplicaSet(spec.name, template.name);
}

/** Creates it unless it is there. Answers the template's error message, or undefined. */
export function ensureService(world: World, template: TemplateSpec): string | undefined {
  const name = nameService(world.spec, template);
  if (name === undefined || world.services.has(template.name)) return undefined;
  const failed = `Failed to create Service ${name} for template '${template.name}'`;
  const invalid = refuse(name, template.containerPorts);
  if (invalid !== undefined) return `${failed}: cannot create service: Service "${name}" is invalid: ${invalid}`;
  if ([...world.services.values()].includes(name)) {
    return `${failed}: service ${name} already exists and is not owned by experiment template ${template.name}`;
  }
  world.services.set(template.name, name);
  const ports = template.containerPorts.length;
  world.events.push({
    at: world.now,
    subject: 'service',
    name,
    template: template.name,
    from: 'Absent',
    to: 'Present',
    message: `Service ${name} is created with ${ports} ${ports === 1 ? 'port' : 'ports'}.`,
    rule: 'template.service-created',
  });
  return undefined;
}

export function removeService(world: World, template: TemplateSpec): void {
  const name = world.services.get(template.name);
  if (name === undefined) return;
  world.services.delete(template.name);
  world.events.push({
    at: world.now,
    subject: 'service',
    name,
    template: template.name,
    from: 'Present',
    to: 'Absent',
    message: `Service ${name} is deleted: its template has no available pod any more.`,
    rule: 'template.service-deleted',
  });
}

function refuse(name: string, ports: readonly ContainerPort[]): string | undefined {
  const problems: string[] = [];
  const badName = refuseServiceName(name);
  if (badName !== undefined) problems.push(`metadata.name: Invalid value: ${badName}`);
  const seen = new Set<string>();
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const { name: portName = '', containerPort, protocol = 'TCP' } = port;
    if (portName === '' && ports.length > 1) problems.push(`spec.ports[${i}].name: Required value`);
    if (portName !== '' && names.has(portName)) problems.push(`spec.ports[${i}].name: Duplicate value: "${portName}"`);
    names.add(portName);
    const address = `${containerPort}/${protocol}`;
    if (seen.has(address)) problems.push(`spec.ports[${i}]: Duplicate value: ${address}`);
    seen.add(address);
  });
  return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
}
