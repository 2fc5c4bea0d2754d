import * as path from 'node:path';
import * as vscode from 'vscode';
import { isServiceDocument, type LastDocument } from '../editor/documents';
import {
  checkedOf,
  runnablesOf,
  targetOf,
  type CheckedRunnable,
  type Runnable,
  type RunKind,
  type Target,
} from '../protocol';
import type { Server } from '../server/server';
import { mayRun } from './trust';

/** A service that may be run, and which function of it is meant. */
export interface Runs {
  readonly uri: vscode.Uri;
  readonly target: Target;
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

  /** The same for something that is to be run: trusted, on a disk, and saved. */
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
    return { uri, target };
  }

  /** The command lines of a service; none in a workspace that is not trusted. */
  async runnables(uri: vscode.Uri): Promise<readonly Runnable[]> {
    if (!vscode.workspace.isTrusted) {
      return [];
    }
    return runnablesOf(await this.server.execute('fyml.runnables', { uri: uri.toString() }));
  }

  /** What does `kind` for the function a command is about: the named one, the only one, or the one the user picks. */
  async pickFunction(runs: Runs, kind: RunKind): Promise<CheckedRunnable | undefined> {
    const { function: name } = runs.target;
    if (name !== undefined) {
      return this.check(runs, kind, name);
    }
    const names = (await this.runnables(runs.uri))
      .filter((runnable) => runnable.kind === kind)
      .flatMap((runnable) => runnable.function ?? []);
    if (names.length < 2) {
      return this.check(runs, kind, names[0]);
    }
    const picked = await vscode.window.showQuickPick(names, { placeHolder: vscode.l10n.t('Which function?') });
    return picked === undefined ? undefined : this.check(runs, kind, picked);
  }

  /** What does `kind` for the function a command names, else for the whole service. */
  async pickWhole(runs: Runs, kind: RunKind): Promise<CheckedRunnable | undefined> {
    return this.check(runs, kind, runs.target.function);
  }

  /** Has the server look at a run; tells the user why it must not be, or what may surprise. */
  private async check(runs: Runs, kind: RunKind, name: string | undefined): Promise<CheckedRunnable | undefined> {
    const argument = { uri: runs.target.uri, kind, ...(name === undefined ? {} : { function: name }) };
    const found = checkedOf(await this.server.execute('fyml.runnables', argument));
    if (found && !('refusal' in found)) {
      // the question before a deployment shows them, and the log of an invocation
      if (found.notes.length > 0 && kind !== 'deploy' && kind !== 'invoke') {
        void vscode.window.showInformationMessage(found.notes.join(' '));
      }
      return found;
    }
    const what = name === undefined ? kind : `${kind} ${name}`;
    void vscode.window.showErrorMessage(
      found?.refusal ?? vscode.l10n.t('`{0}` cannot be run: f.yml lists no function.', what),
    );
    return undefined;
  }
}

/** The toolchain reads files, not editors. */
async function saveBeside(uri: vscode.Uri): Promise<void> {
  const folder = path.dirname(uri.fsPath) + path.sep;
  const unsaved = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && document.uri.scheme === 'file' && document.uri.fsPath.startsWith(folder),
  );
  await Promise.all(unsaved.map((document) => document.save()));
}
