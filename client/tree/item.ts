/** From the description of a row to what the editor draws. The only place that knows both. */
import * as vscode from 'vscode';
import { contextValue } from '../ids.ts';
import { linesToMarkdown } from './markdown.ts';
import { joinParts, type Row } from './nodes/row.ts';

export function treeItem(id: string, row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, STATES[row.opens]);
  item.id = id;
  item.description = joinParts(row.description);
  item.tooltip = tooltip(row);
  item.iconPath = new vscode.ThemeIcon(
    row.look.icon,
    row.look.color === undefined ? undefined : new vscode.ThemeColor(row.look.color),
  );
  item.contextValue = contextValue(row.kind, row.actions);
  item.accessibilityInformation = { label: [row.label, ...row.spoken].filter(part => part !== '').join(', ') };
  if (row.command !== undefined) {
    const given = row.argument === undefined ? {} : { arguments: [row.argument] };
    item.command = { command: row.command, title: row.label, ...given };
  }
  return item;
}

const STATES = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

function tooltip(row: Row): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(linesToMarkdown(row.tooltip), false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
