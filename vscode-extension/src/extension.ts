import * as vscode from 'vscode';
import { findServices, isServiceDocument, PATTERN } from './editor/documents';
import type { Features } from './features';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

let entry: Entry | undefined;

/**
 * Comes with the first YAML document of a window, whatever it is about, so it does next to nothing: the rest is loaded
 * and the server started once there is a service file.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  entry = new Entry(context);
  await entry.look();
}

/** Stops the server, and with it everything it runs. */
export async function deactivate(): Promise<void> {
  await entry?.stop();
}

/** Waits for a service file. */
class Entry {
  private loaded: Promise<Features> | undefined;
  private begun: Promise<void> | undefined;
  private looked: Promise<void> | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    const files = vscode.workspace.createFileSystemWatcher(PATTERN, false, true, true);
    const { commands } = (context.extension.packageJSON as Manifest).contributes;
    context.subscriptions.push(
      files,
      files.onDidCreate(() => this.begin()),
      vscode.workspace.onDidOpenTextDocument((document) => this.beginWith([document])),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.search()),
      ...commands.map(({ command }) =>
        vscode.commands.registerCommand(command, async (argument: unknown) => {
          await (this.begun ?? this.look());
          return (await this.features()).run(command, argument);
        }),
      ),
    );
  }

  /** Begins if there is a service file, in an editor or in the window's folders. */
  look(): Promise<void> {
    this.looked ??= this.beginWith(vscode.workspace.textDocuments).then(() => this.search());
    return this.looked;
  }

  async stop(): Promise<void> {
    await (await this.loaded)?.stop();
  }

  private async beginWith(documents: readonly vscode.TextDocument[]): Promise<void> {
    if (documents.some(isServiceDocument)) {
      await this.begin();
    }
  }

  private async search(): Promise<void> {
    if (this.begun === undefined && (await findServices(1)).length > 0) {
      await this.begin();
    }
  }

  private begin(): Promise<void> {
    this.begun ??= this.features().then((features) => features.start());
    return this.begun;
  }

  private features(): Promise<Features> {
    this.loaded ??= import('./features.js').then(({ Features }) => new Features(this.context));
    return this.loaded;
  }
}
