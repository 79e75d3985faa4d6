/** What ajv says of a value, in a form that can be compared. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

export function compile(schema: unknown): ValidateFunction {
  if (typeof schema !== 'object' || schema === null) throw new Error('No schema to compile.');
  const formats = { 'date-time': isTime };
  return new Ajv({ allErrors: true, strict: false, formats }).compile(schema);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
}

/** Where a value is wrong, as paths; what is missing or unknown is named at the end. */
export function places(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return [...new Set((validate.errors ?? []).map(place))].sort();
}

function place({ instancePath, params }: ErrorObject): string {
  const extra: unknown = params.missingProperty ?? params.additionalProperty;
  return typeof extra === 'string' ? `${instancePath}/${extra}` : instancePath;
}
