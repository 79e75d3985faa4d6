/** Label selectors as Kubernetes evaluates them. */

export interface LabelSelectorRequirement {
  readonly key: string;
  /** `In`, `NotIn`, `Exists`, `DoesNotExist`; anything else is refused by the API. */
  readonly operator: string;
  readonly values?: readonly string[];
}

/** All parts must hold. Without any requirement it selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** Exactly `{}`; an empty `matchLabels` is something to the controllers, which compare with nothing at all. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return selector.matchLabels === undefined && selector.matchExpressions === undefined;
}

/** Why the API refuses the selector itself, or undefined. */
export function refuseSelector(selector: LabelSelector): string | undefined {
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const wantsValues = operator === 'In' || operator === 'NotIn';
    if (!wantsValues && operator !== 'Exists' && operator !== 'DoesNotExist') {
      return `"${operator}" is not a valid label selector operator`;
    }
    if (wantsValues && values.length === 0) return `${operator} of label ${key} needs values`;
    if (!wantsValues && values.length > 0) return `${operator} of label ${key} takes no values`;
  }
  return undefined;
}

export function matches(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const given = new Map(Object.entries(labels));
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (given.get(key) !== value) return false;
  }
  return (selector.matchExpressions ?? []).every(requirement => holds(requirement, given));
}

function holds({ key, operator, values = [] }: LabelSelectorRequirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
