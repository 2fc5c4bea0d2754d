import * as vscode from 'vscode';
import {
  CloseAction,
  DocumentSymbolRequest,
  ErrorAction,
  ExecuteCommandRequest,
  State,
  type CloseHandlerResult,
  type DocumentSymbol,
} from 'vscode-languageclient/node';
import { documentSelector } from '../editor/documents';
import { outlineOf, type Outline } from '../outline';
import { runEndedOf, runOutputOf, type RunOutput, type RunResult } from '../protocol';
import { findBinary, PATH_SETTING, type Binary } from './binary';
import { Client } from './client';
import { Restarts } from './restarts';
import { serverSettings, wantsOutline } from './settings';

/** The server, its life and the questions it answers. */
export class Server implements vscode.Disposable {
  /** The server's log. */
  readonly log = vscode.window.createOutputChannel('fyml', { log: true });
  private readonly started = new vscode.EventEmitter<void>();
  /** The server is up, for the first time or again. */
  readonly onDidStart = this.started.event;
  private readonly printed = new vscode.EventEmitter<RunOutput>();
  /** A program that the server runs has printed something. */
  readonly onRunOutput = this.printed.event;
  private readonly ended = new vscode.EventEmitter<{ readonly runId: string | number; readonly result: RunResult }>();
  /** A program that the server ran has ended. */
  readonly onRunEnd = this.ended.event;
  private readonly restarts = new Restarts();
  private client: Client | undefined;
  /** It was to be started once. */
  private isWanted = false;
  private readonly disposables: vscode.Disposable[] = [this.log, this.started, this.printed, this.ended];

  constructor(private readonly extension: vscode.ExtensionContext) {
    this.disposables.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.tellSettings();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (this.isWanted && event.affectsConfiguration(`fyml.${PATH_SETTING}`)) {
          void this.restart();
        }
      }),
    );
  }

  /** Whether it is up. */
  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** Its version; `undefined` while it is not up. */
  get version(): string | undefined {
    return this.client?.initializeResult?.serverInfo?.version;
  }

  /** The program that is started. */
  get binary(): Binary {
    return findBinary(this.extension.extensionUri);
  }

  /** Starts it; says so where that is not possible. */
  async start(): Promise<void> {
    this.isWanted = true;
    const binary = this.binary;
    if (!binary.exists) {
      void this.sayMissing(binary);
      return;
    }
    const client = this.makeClient(binary);
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running && client === this.client) {
        this.started.fire();
      }
    });
    client.onNotification('fyml/runOutput', (params: unknown) => {
      const output = runOutputOf(params);
      if (output) {
        this.printed.fire(output);
      }
    });
    client.onNotification('fyml/runEnded', (params: unknown) => {
      const ended = runEndedOf(params);
      if (ended) {
        this.ended.fire(ended);
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.log.error(String(error));
      void this.sayFailed(vscode.l10n.t('The fyml server could not be started: {0}', String(error)));
    }
  }

  /** Stops it, if it is up, and starts it anew. */
  async restart(): Promise<void> {
    this.restarts.reset();
    await this.stop();
    await this.start();
  }

  /** Stops it. */
  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // it was starting or has crashed; either way it is gone
      this.log.warn(String(error));
    }
  }

  /** Runs a command of the server. */
  async execute(command: string, argument: object, token?: vscode.CancellationToken): Promise<unknown> {
    const params = { command, arguments: [argument] };
    return this.running().sendRequest(ExecuteCommandRequest.type, params, token);
  }

  /** The outline of a document; `undefined` if it is no service of Midway's, or the server is not up. */
  async outline(uri: vscode.Uri): Promise<Outline | undefined> {
    if (!this.client || !this.isRunning) {
      return undefined;
    }
    await vscode.workspace.openTextDocument(uri);
    const textDocument = { uri: this.client.code2ProtocolConverter.asUri(uri) };
    const symbols = await this.client.sendRequest(DocumentSymbolRequest.type, { textDocument });
    // this client announces symbols in symbols
    return outlineOf(symbols as DocumentSymbol[] | null);
  }

  /** An edit of the protocol as one of the editor's. */
  async asWorkspaceEdit(edit: unknown): Promise<vscode.WorkspaceEdit | undefined> {
    const converter = this.running().protocol2CodeConverter;
    return converter.asWorkspaceEdit(edit as Parameters<typeof converter.asWorkspaceEdit>[0]);
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private running(): Client {
    if (!this.client || !this.isRunning) {
      throw new Error(vscode.l10n.t('The fyml server is not running.'));
    }
    return this.client;
  }

  private tellSettings(): void {
    if (this.isRunning) {
      // the server asks for the section then
      void this.client?.sendNotification('workspace/didChangeConfiguration', { settings: { fyml: serverSettings() } });
    }
  }

  private makeClient(binary: Binary): Client {
    const run = { command: binary.file, args: ['server'], options: { shell: false } };
    const client: Client = new Client(run, {
      documentSelector: documentSelector(),
      outputChannel: this.log,
      initializationOptions: { fyml: serverSettings() },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.closed(client),
      },
      middleware: {
        // our own views ask the server past these
        provideDocumentSymbols: (document, token, next) => (wantsOutline(document) ? next(document, token) : undefined),
        provideFoldingRanges: (document, context, token, next) =>
          wantsOutline(document) ? next(document, context, token) : undefined,
        workspace: {
          configuration: (params) =>
            params.items.map((item) =>
              item.section === 'fyml'
                ? serverSettings(item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri))
                : null,
            ),
          didChangeConfiguration: () => {
            this.tellSettings();
            return Promise.resolve();
          },
        },
      },
    });
    return client;
  }

  private async closed(client: Client): Promise<CloseHandlerResult> {
    const delay = client === this.client ? this.restarts.next() : undefined;
    if (delay === undefined) {
      if (client === this.client) {
        void this.sayFailed(vscode.l10n.t('The fyml server keeps crashing and was not started again.'));
      }
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.log.warn(`the server has ended; next start in ${delay} ms`);
    await new Promise((resolve) => setTimeout(resolve, delay));
    const action = client === this.client ? CloseAction.Restart : CloseAction.DoNotRestart;
    return { action, handled: true };
  }

  private async sayMissing(binary: Binary): Promise<void> {
    const openSettings = vscode.l10n.t('Open Settings');
    const platform = `${process.platform}-${process.arch}`;
    const message = binary.isBundled
      ? vscode.l10n.t(
          'This build of the extension has no fyml server for {0}. Build it from source and set `fyml.server.path`.',
          platform,
        )
      : vscode.l10n.t('`fyml.server.path` names no file: {0}. It must be an absolute path.', binary.file);
    this.log.error(message);
    if ((await vscode.window.showErrorMessage(message, openSettings)) === openSettings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'fyml.server.path');
    }
  }

  private async sayFailed(message: string): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showOutput = vscode.l10n.t('Show Output');
    const answer = await vscode.window.showErrorMessage(message, restart, showOutput);
    if (answer === restart) {
      await this.restart();
    } else if (answer === showOutput) {
      this.log.show();
    }
  }
}
