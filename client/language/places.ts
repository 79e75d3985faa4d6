/** Lenses of the server that lead to places: the editor's own command wants the editor's own objects. */
import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient';

export const SHOW_PLACES = 'editor.action.showReferences';

/** The same lenses, their arguments as the editor's command takes them. */
export function withPlaces<T extends vscode.CodeLens[] | null | undefined>(lenses: T): T {
  for (const lens of lenses ?? []) {
    const { command } = lens;
    if (command?.command !== SHOW_PLACES) continue;
    // Ours: see `showPlacesCommand` in server/protocol.ts.
    const [uri, position, places] = (command.arguments ?? []) as [string, Position, readonly Location[]];
    lens.command = {
      ...command,
      arguments: [
        vscode.Uri.parse(uri),
        toPosition(position),
        places.map(
          place =>
            new vscode.Location(
              vscode.Uri.parse(place.uri),
              new vscode.Range(toPosition(place.range.start), toPosition(place.range.end)),
            ),
        ),
      ],
    };
  }
  return lenses;
}

function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}
