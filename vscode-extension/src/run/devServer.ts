import * as vscode from 'vscode';
import { documentSelector } from '../editor/documents';
import { devServerOf, type DevServer } from '../protocol';
import type { Server } from '../server/server';
import { answers } from './port';
import type { Services } from './services';

/** How long a server may take to answer, in milliseconds: the first run compiles everything. */
const START_LIMIT = 60_000;

/** The local servers that are running: starts them, waits for them, offers the browser, stops them. */
export class DevServers implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly running = new Map<string, DevServer>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly services: Services,
  ) {
    this.disposables = [
      this.changed,
      vscode.languages.registerCodeLensProvider(documentSelector(), this),
      server.onDidStart(() => {
        // those of an earlier server have ended with it
        this.running.clear();
        this.changed.fire();
      }),
    ];
  }

  /** Starts the local server of the service that `argument` names. */
  async start(argument: unknown): Promise<void> {
    const runs = await this.services.runs(argument);
    if (!runs) {
      return;
    }
    const key = runs.uri.toString();
    const known = this.running.get(key);
    if (known) {
      await this.offer(key, known);
      return;
    }
    const started = devServerOf(await this.server.execute('fyml.dev', { uri: runs.target.uri }));
    if (!started) {
      throw new Error(vscode.l10n.t('The dev server did not start.'));
    }
    this.running.set(key, started);
    this.changed.fire();
    const title = vscode.l10n.t('Waiting for {0}', started.url);
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const isUp = await vscode.window.withProgress(options, (_, token) =>
      answers(started.url, START_LIMIT, () => token.isCancellationRequested || !this.running.has(key)),
    );
    if (isUp) {
      await this.offer(key, started);
    } else if (this.running.has(key)) {
      await this.stop({ uri: key });
      void vscode.window.showErrorMessage(vscode.l10n.t('The dev server did not answer at {0}.', started.url));
    }
  }

  /** Stops the local server of the service that `argument` names, without one all of them. */
  async stop(argument: unknown): Promise<void> {
    const target = argument === undefined ? undefined : await this.services.target(argument);
    const one = target && vscode.Uri.parse(target.uri).toString();
    for (const [key, { runId }] of [...this.running]) {
      if (one === undefined || one === key) {
        this.running.delete(key);
        await this.server.execute('fyml.cancelRun', { runId });
      }
    }
    this.changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const found = this.running.get(document.uri.toString());
    if (!found) {
      return [];
    }
    const start = (await this.server.outline(document.uri))?.providerRange?.start;
    const line = start?.line ?? 0;
    const range = new vscode.Range(line, 0, line, 0);
    const argument = { uri: document.uri.toString() };
    const { t } = vscode.l10n;
    return [
      new vscode.CodeLens(range, { title: t('$(debug-stop) stop dev server'), command: 'fyml.stopDev', arguments: [argument] }),
      new vscode.CodeLens(range, { title: found.url, command: 'vscode.open', arguments: [vscode.Uri.parse(found.url)] }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async offer(key: string, { url }: DevServer): Promise<void> {
    const open = vscode.l10n.t('Open Browser');
    const stop = vscode.l10n.t('Stop');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The dev server answers at {0}.', url), open, stop);
    if (answer === open) {
      await vscode.env.openExternal(vscode.Uri.parse(url));
    } else if (answer === stop) {
      await this.stop({ uri: key });
    }
  }
}
