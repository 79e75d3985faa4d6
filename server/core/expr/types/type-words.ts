/** Types as words for people. */
import type { GoType } from './type.ts';

export function describeType(type: GoType): string {
  switch (type.kind) {
    case 'float':
      return 'a number';
    case 'int':
    case 'enum':
      return 'a whole number';
    case 'string':
      return 'text';
    case 'bool':
      return 'true or false';
    case 'nil':
      return 'nil';
    case 'list':
      return describeList(type.refined ?? type.elem);
    case 'map':
      return 'a map';
    case 'struct':
      return type.name === 'types.MetricDataResult' ? 'a CloudWatch result' : 'a structure';
    case 'pointer':
      return describeType(type.to);
    case 'time':
      return 'a time';
    case 'duration':
      return 'a duration';
    case 'location':
      return 'a time zone';
    case 'func':
      return 'a function';
    default:
      return 'anything';
  }
}

function describeList(element: GoType): string {
  switch (element.kind) {
    case 'float':
    case 'int':
      return 'a list of numbers';
    case 'string':
      return 'a list of texts';
    case 'map':
      return 'a list of maps';
    case 'struct':
      return 'a list of CloudWatch results';
    default:
      return 'a list';
  }
}
