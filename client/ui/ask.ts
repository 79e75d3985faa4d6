/** Questions with a list of answers. A narrow port over the editor, so that flows are tested without one. */
import * as vscode from 'vscode';
import { withoutIcons } from './plain-text.ts';

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** Heading; choices of one group stand together. */
  readonly group?: string;
  readonly value: T;
}

export interface Question<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
}

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  /** What stands in the field at first. */
  readonly value?: string;
  /** What is wrong with an answer; `undefined`: nothing. */
  readonly refuse?: (answer: string) => string | undefined;
}

export interface Ask {
  /** `undefined`: the person turned away. */
  choose<T>(question: Question<T>): Promise<T | undefined>;
  /** `undefined`: the person turned away. */
  type(question: TextQuestion): Promise<string | undefined>;
}

export const editorAsk: Ask = {
  async choose<T>({ title, placeholder, choices }: Question<T>) {
    const items = choices.flatMap((choice, index) => [
      ...(choice.group !== undefined && choice.group !== choices[index - 1]?.group ? [separator(choice.group)] : []),
      { ...pickItem(choice), value: choice },
    ]);
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { value?: Choice<T> }>(items, {
      title: withoutIcons(title),
      placeHolder: placeholder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.value?.value;
  },
  async type({ title, prompt, value, refuse }) {
    return await vscode.window.showInputBox({
      title: withoutIcons(title),
      prompt,
      ignoreFocusOut: true,
      ...(value === undefined ? {} : { value }),
      ...(refuse === undefined ? {} : { validateInput: answer => refuse(answer.trim()) }),
    });
  },
};

function separator(label: string): vscode.QuickPickItem {
  return { label: withoutIcons(label), kind: vscode.QuickPickItemKind.Separator };
}

function pickItem({ label, description, detail, icon }: Choice<unknown>): vscode.QuickPickItem {
  return {
    label: withoutIcons(label),
    ...(icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(icon) }),
    ...(description === undefined ? {} : { description: withoutIcons(description) }),
    ...(detail === undefined ? {} : { detail: withoutIcons(detail) }),
  };
}
