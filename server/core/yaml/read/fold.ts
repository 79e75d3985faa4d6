import { type Characters, isBreak } from './characters.ts';

/** Blanks and line breaks between two words of a scalar: one break is a blank, more are one break less, blanks around them go. */
export class Fold {
  #blanks = '';
  #first: string | undefined;
  #others = '';

  get hasBreak(): boolean {
    return this.#first !== undefined;
  }

  /** The blank or break at the offset. */
  take(source: Characters): void {
    if (isBreak(source.at())) {
      const text = source.takeBreak();
      if (this.#first === undefined) this.#first = text;
      else this.#others += text;
    } else {
      this.#blanks += source.text.charAt(source.offset);
      source.skip();
    }
  }

  /** An escaped line break: what follows it is joined without a blank. */
  takeEscapedBreak(source: Characters): void {
    source.takeBreak();
    this.#first = '';
  }

  get text(): string {
    if (this.#first === undefined) return this.#blanks;
    if (this.#first === '\n') return this.#others === '' ? ' ' : this.#others;
    return this.#first + this.#others;
  }
}
