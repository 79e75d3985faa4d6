/** Types of calls: overloads tried one after the other, or a rule for all arguments. */
import type { CallNode, Node } from '../syntax/ast.ts';
import { ANY, type GoType, isAssignable, isInteger, isUnknown, kindOf, printType, UNKNOWN } from '../types/type.ts';
import { type Overload, overloadsOf, typeRuleOf } from './builtin-types.ts';
import { AccessTypes } from './infer-access.ts';
import type { TypeProblem } from './infer-scope.ts';

export abstract class CallTypes extends AccessTypes {
  protected call(node: CallNode): GoType {
    const callee = this.visit(node.callee);
    if (isUnknown(callee)) return this.version === '1.17' ? UNKNOWN : ANY;
    const name = this.calleeName(node.callee);
    if (callee.kind === 'nil')
      return this.wrong('not-callable', node, `${name} is nil; cannot call nil as function`, callee);
    if (callee.kind !== 'func')
      return this.wrong('not-callable', node, `${this.print(callee)} is not callable`, callee);
    if (callee.builtin !== undefined) return this.builtinCall(callee.builtin, node, node.args);
    const problem = this.arguments(name, callee, node, node.args);
    if (problem) return this.wrong(problem.reason, problem.node, problem.message, ...problem.types);
    return callee.result;
  }

  private calleeName(callee: Node): string {
    if (callee.kind === 'identifier') return callee.name;
    if (callee.kind === 'member' && callee.property.kind === 'string') return callee.property.value;
    return 'function';
  }

  protected builtinCall(name: string, node: Node, args: readonly Node[]): GoType {
    const rule = typeRuleOf(name);
    const overloads = overloadsOf(name, this.version);
    if (!overloads && rule) {
      const type = rule(
        args.map(arg => this.visit(arg)),
        this.version,
      );
      return typeof type === 'string' ? this.wrong('arguments', node, type, ...this.typesOf(args)) : type;
    }
    let last: TypeProblem | undefined;
    for (const overload of overloads ?? []) {
      last = this.arguments(name, overload, node, args);
      if (!last) return overload.result;
    }
    if (last) return this.wrong(last.reason, last.node, last.message, ...last.types);
    for (const arg of args) this.visit(arg);
    return this.version === '1.17' ? UNKNOWN : ANY;
  }

  private typesOf(args: readonly Node[]): readonly GoType[] {
    return args.map(arg => this.types.get(arg) ?? UNKNOWN);
  }

  private arguments(name: string, target: Overload, node: Node, args: readonly Node[]): TypeProblem | undefined {
    const { parameters } = target;
    const newer = this.version === '1.17';
    if (args.length !== parameters.length) {
      if (newer) for (const arg of args) this.visit(arg);
      const amount = args.length > parameters.length ? 'too many' : 'not enough';
      return { reason: 'arguments', node, message: `${amount} arguments to call ${name}`, types: [] };
    }
    for (const [index, arg] of args.entries()) {
      const type = this.visit(arg);
      const parameter = parameters[index] ?? ANY;
      if (this.accepts(arg, type, parameter)) continue;
      const what = type.kind === 'nil' ? 'nil' : this.print(type);
      const message = `cannot use ${what} as argument (type ${printType(parameter)}) to call ${name}${type.kind === 'nil' ? '' : ' '}`;
      return { reason: 'argument-type', node: arg, message, types: [type, parameter] };
    }
    return undefined;
  }

  private accepts(arg: Node, type: GoType, parameter: GoType): boolean {
    const newer = this.version === '1.17';
    if (parameter.kind === 'float' && isInteger(type, this.version)) {
      this.turnToFloat(arg);
      return true;
    }
    if (isInteger(parameter, this.version) && isInteger(type, this.version) && kindOf(parameter) !== kindOf(type))
      return true;
    if (type.kind === 'nil') return !newer || parameter.kind === 'any' || kindOf(parameter) === 'Ptr';
    if (isUnknown(type) || isAssignable(type, parameter)) return true;
    return newer && type.kind === 'pointer' && isAssignable(type.to, parameter);
  }

  /** A float parameter turns the literals of its argument to floats, as far as sums and products reach. */
  private turnToFloat(node: Node): void {
    if (node.kind === 'int') this.floatLiterals.add(node);
    else if (node.kind === 'unary') this.turnToFloat(node.operand);
    else if (node.kind === 'binary' && ['+', '-', '*'].includes(node.operator)) {
      this.turnToFloat(node.left);
      this.turnToFloat(node.right);
    }
  }
}
