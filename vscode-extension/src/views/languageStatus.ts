import * as vscode from 'vscode';
import { documentSelector, isServiceDocument } from '../editor/documents';
import type { Services } from '../run/services';
import type { Server } from '../server/server';

/** How long to wait for more changes before the status is made anew, in milliseconds. */
const DELAY = 300;

/** The status beside the language `YAML`: provider and runtime, the tool that was found, how many problems. */
export class LanguageStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('fyml', documentSelector());
  private timer: NodeJS.Timeout | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly services: Services,
  ) {
    this.item.name = 'f.yml';
    this.item.command = { title: vscode.l10n.t('Show Output'), command: 'fyml.showOutput' };
    const later = () => {
      this.later();
    };
    this.disposables = [
      this.item,
      server.onDidStart(later),
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.languages.onDidChangeDiagnostics(later),
      vscode.workspace.onDidGrantWorkspaceTrust(later),
    ];
    later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.update().catch((error: unknown) => {
        this.server.log.warn(String(error));
      });
    }, DELAY);
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isServiceDocument(document)) {
      return;
    }
    if (!this.server.isRunning) {
      this.item.text = 'fyml';
      this.item.detail = vscode.l10n.t('the server is not running');
      this.item.severity = vscode.LanguageStatusSeverity.Error;
      return;
    }
    const outline = await this.server.outline(document.uri);
    const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'fyml');
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const has = (severity: vscode.DiagnosticSeverity) => found.some((problem) => problem.severity === severity);
    const { LanguageStatusSeverity: Status, l10n } = vscode;
    this.item.severity = has(Error) ? Status.Error : has(Warning) ? Status.Warning : Status.Information;
    this.item.text = outline?.provider ? outline.provider : l10n.t('no provider');
    // hints are no problems, here as in the list of problems
    const problems = found.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
    this.item.detail = `${l10n.t('problems: {0}', problems.length)} · ${await this.tool(document.uri)}`;
  }

  private async tool(uri: vscode.Uri): Promise<string> {
    if (!vscode.workspace.isTrusted) {
      return vscode.l10n.t('Restricted Mode: nothing is run');
    }
    const [first] = await this.services.runnables(uri).catch(() => []);
    return first ? vscode.workspace.asRelativePath(first.program) : vscode.l10n.t('no toolchain found');
  }
}
