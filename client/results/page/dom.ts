/** Elements made of text: nothing of what is shown is ever read as HTML. */

type Attributes = Readonly<Record<string, string>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What an element was made of, to leave alone what did not change: selection, scrolling and the keyboard stay. */
const MADE_OF = new WeakMap<Element, string>();

/** Makes the children of `parent` those of `items`, again only where an item changed. */
export function showList<T>(parent: Element, items: readonly T[], make: (item: T, index: number) => Element): void {
  items.forEach((item, index) => {
    const text = JSON.stringify(item);
    const old = parent.children[index];
    if (old !== undefined && MADE_OF.get(old) === text) return;
    const made = make(item, index);
    MADE_OF.set(made, text);
    if (old === undefined) parent.append(made);
    else old.replaceWith(made);
  });
  while (parent.children.length > items.length) parent.lastElementChild?.remove();
}

/** Sets the text only when it differs, since a screen reader speaks every change. */
export function showText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
