import * as vscode from 'vscode';
import { documentSelector } from '../editor/documents';
import { devServerOf, runResultOf, type DevServer } from '../protocol';
import type { Server } from '../server/server';
import type { Services } from './services';

/** How long a server may take to answer, in milliseconds: the first run compiles everything. */
const START_LIMIT = 120_000;

/** The local servers that are running: starts them, waits for them, offers the browser, stops them. */
export class DevServers implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly output = vscode.window.createOutputChannel(vscode.l10n.t('f.yml dev server'));
  /** By the service's URI. */
  private readonly running = new Map<string, DevServer>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly services: Services,
  ) {
    this.disposables = [
      this.changed,
      this.output,
      vscode.languages.registerCodeLensProvider(documentSelector(), this),
      server.onRunOutput(({ kind, text }) => {
        if (kind === 'dev') {
          this.output.append(text);
        }
      }),
      server.onRunEnd(({ runId }) => {
        this.forget(runId);
      }),
      server.onDidStart(() => {
        // those of an earlier server have ended with it
        this.running.clear();
        this.changed.fire();
      }),
    ];
  }

  /** Starts the local server of the service that `argument` names, and offers the browser once it answers. */
  async start(argument: unknown): Promise<void> {
    const runs = await this.services.runs(argument);
    if (!runs) {
      return;
    }
    const key = runs.uri.toString();
    let found = this.running.get(key);
    if (!found) {
      found = await this.startOf(runs.target.uri);
      if (!found) {
        return;
      }
      this.running.set(key, found);
      this.changed.fire();
    }
    await this.offer(found);
  }

  /** Stops the local server of the service that `argument` names, without one all of them. */
  async stop(argument: unknown): Promise<void> {
    const target = argument === undefined ? undefined : await this.services.target(argument);
    const one = target && vscode.Uri.parse(target.uri).toString();
    for (const [key, { runId }] of [...this.running]) {
      if (one === undefined || one === key) {
        await this.server.execute('fyml.cancelRun', { runId });
      }
    }
  }

  /** The address, beside the server's own lens that stops it. */
  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const found = this.running.get(document.uri.toString());
    if (!found) {
      return [];
    }
    const line = (await this.server.outline(document.uri))?.range?.start.line ?? 0;
    const range = new vscode.Range(line, 0, line, 0);
    return [new vscode.CodeLens(range, { title: found.url, command: 'vscode.open', arguments: [vscode.Uri.parse(found.url)] })];
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  /** The server answers when the port does; cancelling the request ends what was started. */
  private async startOf(uri: string): Promise<DevServer | undefined> {
    const title = vscode.l10n.t('Starting the dev server…');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const source = new vscode.CancellationTokenSource();
    const limit = setTimeout(() => {
      source.cancel();
    }, START_LIMIT);
    try {
      const answer = await vscode.window.withProgress(options, (_, token) => {
        token.onCancellationRequested(() => {
          source.cancel();
        });
        return this.server.execute('fyml.dev', { uri }, source.token);
      });
      const started = devServerOf(answer);
      if (!started) {
        void this.sayEnded(runResultOf(answer)?.error ?? '');
      }
      return started;
    } catch (error) {
      if (source.token.isCancellationRequested) {
        void this.sayEnded('');
        return undefined;
      }
      throw error;
    } finally {
      clearTimeout(limit);
      source.dispose();
    }
  }

  private async sayEnded(reason: string): Promise<void> {
    const showOutput = vscode.l10n.t('Show Output');
    const message = vscode.l10n.t('The dev server did not start. {0}', reason);
    if ((await vscode.window.showErrorMessage(message.trimEnd(), showOutput)) === showOutput) {
      this.output.show();
    }
  }

  private forget(runId: DevServer['runId']): void {
    for (const [key, found] of [...this.running]) {
      if (found.runId === runId) {
        this.running.delete(key);
        this.changed.fire();
      }
    }
  }

  private async offer({ url, runId }: DevServer): Promise<void> {
    const open = vscode.l10n.t('Open Browser');
    const stop = vscode.l10n.t('Stop');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The dev server answers at {0}.', url), open, stop);
    if (answer === open) {
      await vscode.env.openExternal(vscode.Uri.parse(url));
    } else if (answer === stop) {
      await this.server.execute('fyml.cancelRun', { runId });
    }
  }
}
