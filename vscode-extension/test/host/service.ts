import * as path from 'node:path';
import * as vscode from 'vscode';

/** Our extension's name in the editor. */
export const EXTENSION = 'midway-fyml.fyml';
/** How long the editor or the server may take, in milliseconds. A machine that compiles beside it is slow. */
const LIMIT = 180_000;

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension<unknown>(EXTENSION);
  if (!found) {
    throw new Error('the extension is not installed');
  }
  return found;
}

/** A file of the open folder. */
export function file(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    throw new Error('no folder is open');
  }
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Its path on the disk. */
export function pathOf(name: string): string {
  return path.normalize(file(name).fsPath);
}

/** Waits until `look` finds something; `what` is what is missing if it never does. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LIMIT;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come within ${LIMIT} ms`);
}

/** Opens f.yml and waits for the server's first lens. */
export async function openService(): Promise<vscode.Uri> {
  const uri = file('f.yml');
  await vscode.window.showTextDocument(uri);
  await until('a lens', async () => ((await lenses(uri)).length > 0 ? true : undefined));
  return uri;
}

/** The commands of a document's lenses. */
export async function lenses(uri: vscode.Uri): Promise<vscode.Command[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return found.flatMap((lens) => lens.command ?? []);
}

/** The server's diagnostics of a document. */
export function problems(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((found) => found.source === 'fyml');
}

/** Sets one of our user settings for as long as `run` takes. */
export async function withSettings(settings: Readonly<Record<string, unknown>>, run: () => Promise<void>): Promise<void> {
  const set = async (value: (name: string) => unknown) => {
    for (const name of Object.keys(settings)) {
      await vscode.workspace.getConfiguration('fyml').update(name, value(name), vscode.ConfigurationTarget.Global);
    }
  };
  await set((name) => settings[name]);
  try {
    await run();
  } finally {
    await set(() => undefined);
  }
}
