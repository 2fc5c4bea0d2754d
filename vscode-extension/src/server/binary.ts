import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** The setting with the server's path. */
export const PATH_SETTING = 'server.path';

/** Where the server is. */
export interface Binary {
  readonly file: string;
  readonly isBundled: boolean;
  readonly exists: boolean;
}

/**
 * The server to start: the one the user's own settings name, else the one in this extension.
 *
 * Only the user's own value counts, whatever a workspace says: the setting's scope forbids others already, but scopes
 * have been got round before, and a repository must not choose a program that starts when its folder is opened.
 */
export function findBinary(extension: vscode.Uri): Binary {
  const own = vscode.workspace.getConfiguration('fyml').inspect<unknown>(PATH_SETTING)?.globalValue;
  const isBundled = typeof own !== 'string' || own.trim() === '';
  const name = process.platform === 'win32' ? 'fyml.exe' : 'fyml';
  const file = isBundled ? path.join(extension.fsPath, 'server', name) : own;
  return { file, isBundled, exists: path.isAbsolute(file) && isFile(file) };
}

function isFile(file: string): boolean {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
