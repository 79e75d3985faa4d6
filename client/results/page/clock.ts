/** Buttons that steer the clock of a rehearsal. They are made once, so that the keyboard stays where it is. */
import type { ClockControls, PageRequest, PageWords, Steering } from '../model/page.ts';
import { element, showText } from './dom.ts';

const STEPS: readonly Steering[] = ['pause', 'resume', 'step', 'end'];

export class ClockView {
  readonly host: HTMLElement;
  readonly #elapsed = element('span', { class: 'elapsed' });
  readonly #buttons: ReadonlyMap<Steering, HTMLButtonElement>;
  readonly #speed = element('select');

  constructor(column: number, words: PageWords, ask: (request: PageRequest) => void) {
    this.#buttons = new Map(
      STEPS.map(step => {
        const button = element('button', { type: 'button', 'data-step': step }, words.steps[step]);
        button.addEventListener('click', () => ask({ type: 'steer', column, step }));
        return [step, button];
      }),
    );
    this.#speed.addEventListener('change', () => ask({ type: 'speed', column, speed: Number(this.#speed.value) }));
    const speed = element('label', {}, `${words.speed} `, this.#speed);
    this.host = element('div', { class: 'clock', role: 'group', 'aria-label': words.clock });
    this.host.append(this.#elapsed, ...this.#buttons.values(), speed);
  }

  show(clock: ClockControls | undefined): void {
    const isOver = clock === undefined || clock.can.length === 0;
    const hadFocus = this.host.contains(document.activeElement);
    this.host.hidden = isOver;
    if (isOver && hadFocus) this.host.closest('article')?.focus({ preventScroll: true });
    if (isOver) return;
    showText(this.#elapsed, clock.elapsed);
    for (const [step, button] of this.#buttons) this.#showButton(button, clock.can.includes(step), step, clock);
    const options = clock.speeds.map(({ value, label }) => element('option', { value: String(value) }, label));
    if (this.#speed.options.length !== options.length) this.#speed.replaceChildren(...options);
    this.#speed.value = String(clock.speed);
  }

  /** Of pause and resume one is seen; the keyboard goes over to it. */
  #showButton(button: HTMLButtonElement, isPossible: boolean, step: Steering, { can }: ClockControls): void {
    const isPair = step === 'pause' || step === 'resume';
    const hadFocus = document.activeElement === button;
    button.hidden = isPair && !isPossible && !(step === 'resume' && !can.includes('pause'));
    button.disabled = !isPossible;
    if (hadFocus && button.hidden) {
      const other = this.#buttons.get(step === 'pause' ? 'resume' : 'pause');
      if (other !== undefined) {
        other.hidden = false;
        other.disabled = false;
        other.focus();
      }
    }
  }
}
