import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { NamedInput, RunResult, SourcePlace } from '../protocol';
import { comparable } from './response';
import { resultHtml, type ResultTexts } from './resultHtml';
import type { VirtualDocuments } from './virtualDocuments';

/** How many functions' last results are kept to compare with. */
const MOST_KEPT = 100;

/** A function that is being invoked. */
export interface Running {
  readonly target: { readonly uri: string; readonly function: string };
  readonly title: string;
  readonly input: string;
  readonly inputs: readonly NamedInput[];
}

interface Results {
  readonly last: RunResult;
  readonly earlier: RunResult | undefined;
}

/** The panel with the result of the last invocation. */
export class ResultPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Running | undefined;
  private readonly results = new Map<string, Results>();
  private readonly askedToRun = new vscode.EventEmitter<{ target: Running['target']; input: string }>();
  readonly onDidAskToRun = this.askedToRun.event;
  private readonly askedToCancel = new vscode.EventEmitter<void>();
  readonly onDidAskToCancel = this.askedToCancel.event;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly documents: VirtualDocuments,
  ) {}

  /** Shows that `running` runs. */
  showRunning(running: Running): void {
    this.shown = running;
    this.panel ??= this.open();
    this.panel.reveal(undefined, true);
    this.render(undefined);
  }

  /** Adds what the function prints while it runs. */
  append(text: string): void {
    void this.panel?.webview.postMessage({ type: 'log', text });
  }

  /** Shows how the run went. */
  showResult(result: RunResult): void {
    if (!this.shown) {
      return;
    }
    const key = keyOf(this.shown);
    const earlier = this.results.get(key)?.last;
    this.results.delete(key);
    this.results.set(key, { last: result, earlier });
    const [oldest] = this.results.keys();
    if (this.results.size > MOST_KEPT && oldest !== undefined) {
      this.results.delete(oldest);
    }
    this.render(result);
  }

  dispose(): void {
    this.panel?.dispose();
    this.askedToRun.dispose();
    this.askedToCancel.dispose();
  }

  private open(): vscode.WebviewPanel {
    const media = vscode.Uri.joinPath(this.extension, 'media');
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('fyml.result', vscode.l10n.t('f.yml result'), column, {
      enableScripts: true,
      localResourceRoots: [media],
      // an edited input outlives a look at another editor
      retainContextWhenHidden: true,
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      void this.receive(message);
    });
    return panel;
  }

  private render(result: RunResult | undefined): void {
    if (!this.panel || !this.shown) {
      return;
    }
    const { webview } = this.panel;
    const media = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.extension, 'media', name)).toString();
    const hasEarlier = this.results.get(keyOf(this.shown))?.earlier !== undefined;
    webview.html = resultHtml({ ...this.shown, result, hasEarlier }, texts(), {
      source: webview.cspSource,
      style: media('result.css'),
      script: media('result.js'),
      nonce: randomBytes(16).toString('base64'),
    });
  }

  private async receive(message: unknown): Promise<void> {
    const { type, input } = (message ?? {}) as { type?: unknown; input?: unknown };
    if (!this.shown) {
      return;
    }
    const results = this.results.get(keyOf(this.shown));
    if (type === 'run' && typeof input === 'string') {
      this.askedToRun.fire({ target: this.shown.target, input });
    } else if (type === 'cancel') {
      this.askedToCancel.fire();
    } else if (type === 'compare' && results?.earlier) {
      await this.compare(this.shown.target.function, results.earlier, results.last);
    } else if (type === 'source' && results?.last.location) {
      await openPlace(results.last.location);
    }
  }

  private async compare(name: string, earlier: RunResult, last: RunResult): Promise<void> {
    const document = (side: string, result: RunResult) =>
      this.documents.set(`${side}/${name}.txt`, comparable(result.result ?? result.error));
    const title = vscode.l10n.t('{0}: earlier ↔ last result', name);
    await vscode.commands.executeCommand('vscode.diff', document('earlier', earlier), document('last', last), title);
  }
}

function keyOf({ target }: Running): string {
  return `${target.uri}#${target.function}`;
}

async function openPlace({ file, line, column }: SourcePlace): Promise<void> {
  const uri = /^[a-z]{2,}[a-z0-9+.-]*:/i.test(file) ? vscode.Uri.parse(file) : vscode.Uri.file(file);
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(uri, {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}

function texts(): ResultTexts {
  const { t } = vscode.l10n;
  return {
    language: vscode.env.language,
    running: t('running…'),
    cancel: t('Cancel'),
    ok: t('ok'),
    failed: t('failed'),
    error: t('Error'),
    openSource: t('Open source'),
    body: t('Body'),
    value: t('Return value'),
    headers: t('Headers'),
    log: t('Log'),
    input: t('Input (JSON)'),
    runAgain: t('Run again'),
    compare: t('Compare with the run before'),
    nothing: t('empty'),
  };
}
