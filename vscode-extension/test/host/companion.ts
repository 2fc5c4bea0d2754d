/**
 * An extension that is installed beside ours and runs tests in the same extension host, with the whole API: it answers
 * on a socket, so that a test outside can look at the screen and ask what the API says in the same breath.
 */
import { createServer, type Server } from 'node:http';
import * as path from 'node:path';
import * as vscode from 'vscode';
import './activation';
import './chinese';
import './restricted';
import './settings';
import './tasks';
import './trusted';
import './virtual';
import './yamlExtension';
import { Memory } from './memory';
import { actions, nameOf, testsOf } from './registry';

/** How long a test may take, in milliseconds. */
const LIMIT = 480_000;

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const folder = process.env['FYML_TEST_SOCKETS'];
  if (folder === undefined) {
    return;
  }
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', new Memory()));
  const window = path.posix.basename(vscode.workspace.workspaceFolders?.[0]?.uri.path ?? 'none');
  // a window that is loaded again has another extension host, before the last one has ended
  const socket = path.join(folder, `${window}-${process.pid}.sock`);
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://companion');
    const name = searchParams.get('name') ?? '';
    const answer = pathname === '/tests' ? Promise.resolve(testsOf(name)) : run(name, searchParams.get('argument'));
    answer
      .then((value) => ({ value: value ?? null }))
      .catch((error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .then((body) => response.end(JSON.stringify(body)), () => response.destroy());
  }).listen(socket);
}

export function deactivate(): void {
  server?.close();
}

async function run(name: string, argument: string | null): Promise<unknown> {
  const found = actions.get(name);
  if (!found) {
    throw new Error(`there is no ${nameOf(name)}`);
  }
  const limit = new Promise((_, reject) => {
    setTimeout(reject, LIMIT, new Error(`${nameOf(name)} has not ended after ${LIMIT} ms`));
  });
  return Promise.race([found(argument === null ? undefined : JSON.parse(argument)), limit]);
}
