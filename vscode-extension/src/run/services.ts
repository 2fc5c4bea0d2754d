import * as path from 'node:path';
import * as vscode from 'vscode';
import { isServiceDocument, type LastDocument } from '../editor/documents';
import { runnablesOf, targetOf, type Runnable, type RunKind, type Target } from '../protocol';
import type { Server } from '../server/server';
import { mayRun } from './trust';

/** A service that something can be run of, and what. */
export interface Runs {
  readonly uri: vscode.Uri;
  readonly target: Target;
  readonly runnables: readonly Runnable[];
}

/** Finds out which service and function a command is about, and with which command lines. */
export class Services {
  constructor(
    private readonly server: Server,
    private readonly documents: LastDocument,
  ) {}

  /** The service of a command's argument, without one the service in view. */
  async target(argument: unknown): Promise<Target | undefined> {
    const target = targetOf(argument);
    if (target) {
      return target;
    }
    const uri = await this.documents.uri();
    if (!uri) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no f.yml in this workspace.'));
      return undefined;
    }
    return { uri: uri.toString() };
  }

  /** The same for something that is to be run: saved, trusted, and with its command lines. */
  async runs(argument: unknown): Promise<Runs | undefined> {
    if (!mayRun()) {
      return undefined;
    }
    const target = await this.target(argument);
    if (!target) {
      return undefined;
    }
    const uri = vscode.Uri.parse(target.uri, true);
    if (uri.scheme !== 'file') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} is not on this machine’s disk, so nothing can be run for it.', path.posix.basename(uri.path)),
      );
      return undefined;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (!isServiceDocument(document)) {
      return undefined;
    }
    await saveBeside(uri);
    return { uri, target, runnables: await this.runnables(uri) };
  }

  /** The command lines of a service; none in a workspace that is not trusted. */
  async runnables(uri: vscode.Uri): Promise<readonly Runnable[]> {
    if (!vscode.workspace.isTrusted) {
      return [];
    }
    return runnablesOf(await this.server.execute('fyml.runnables', { uri: uri.toString() }));
  }

  /** The function a command is about: the named one, the only one, or the one the user picks. */
  async pickFunction(runs: Runs, kind: RunKind): Promise<Runnable | undefined> {
    const all = runs.runnables.filter((runnable) => runnable.kind === kind && runnable.function !== undefined);
    const { function: name } = runs.target;
    if (name !== undefined) {
      const found = all.find((runnable) => runnable.function === name);
      return orSay(found, kind, name);
    }
    if (all.length < 2) {
      return orSay(all[0], kind);
    }
    const items = all.map((runnable) => ({ label: runnable.function ?? '', runnable }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which function?') }))?.runnable;
  }

  /** What does `kind` for the function a command names, else for the whole service. */
  pickWhole(runs: Runs, kind: RunKind): Runnable | undefined {
    const { function: name } = runs.target;
    const found = runs.runnables.find((runnable) => runnable.kind === kind && runnable.function === name);
    return orSay(found, kind, name);
  }
}

/** Tells the user where there is nothing to run. */
function orSay(found: Runnable | undefined, kind: RunKind, name?: string): Runnable | undefined {
  if (!found) {
    const what = name === undefined ? kind : `${kind} ${name}`;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('`{0}` cannot be run: is the toolchain (`f` or `midway-bin`) installed in the project?', what),
    );
  }
  return found;
}

/** The toolchain reads files, not editors. */
async function saveBeside(uri: vscode.Uri): Promise<void> {
  const folder = path.dirname(uri.fsPath) + path.sep;
  const unsaved = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && document.uri.scheme === 'file' && document.uri.fsPath.startsWith(folder),
  );
  await Promise.all(unsaved.map((document) => document.save()));
}
