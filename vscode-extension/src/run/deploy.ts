import * as vscode from 'vscode';
import type { Runnable } from '../protocol';
import type { Server } from '../server/server';
import type { Runs, Services } from './services';
import { runTask, taskOf } from './tasks';

/** How long the problem matcher may take after the end of the process, in milliseconds. */
const MATCHER_DELAY = 500;

/** Deploys after a question, in a terminal: the tool asks for credentials there, and it is the user who answers. */
export class Deploy {
  private isRunning = false;

  constructor(
    private readonly server: Server,
    private readonly services: Services,
  ) {}

  /** Deploys the service that `argument` names. */
  async deploy(argument: unknown): Promise<void> {
    const runs = await this.services.runs(argument);
    const runnable = runs && this.services.pickWhole(runs, 'deploy');
    if (!runs || !runnable || !(await this.isWanted(runs, runnable))) {
      return;
    }
    if (this.isRunning) {
      void vscode.window.showWarningMessage(vscode.l10n.t('A deployment is still running.'));
      return;
    }
    this.isRunning = true;
    try {
      const task = taskOf(runnable, runs.uri);
      task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true };
      const exitCode = await runTask(task);
      await new Promise((resolve) => setTimeout(resolve, MATCHER_DELAY));
      this.report(exitCode, deployError());
    } finally {
      this.isRunning = false;
    }
  }

  private async isWanted(runs: Runs, runnable: Runnable): Promise<boolean> {
    const file = vscode.workspace.asRelativePath(runs.uri);
    const errors = vscode.languages
      .getDiagnostics(runs.uri)
      .filter((found) => found.source === 'fyml' && found.severity === vscode.DiagnosticSeverity.Error);
    const [title, ...lines] = runnable.question?.split('\n') ?? (await this.question(runs, file, errors));
    const yes = errors.length > 0 ? vscode.l10n.t('Deploy Despite Errors') : vscode.l10n.t('Deploy');
    const options = { modal: true, detail: lines.join('\n') };
    return (await vscode.window.showWarningMessage(title ?? '', options, yes)) === yes;
  }

  private async question(runs: Runs, file: string, errors: readonly vscode.Diagnostic[]): Promise<string[]> {
    const outline = await this.server.outline(runs.uri);
    const { t } = vscode.l10n;
    return [
      t('Deploy this service?'),
      t('Provider: {0}', outline?.provider ?? ''),
      t('Service: {0}', outline?.name ?? ''),
      t('Functions: {0}', outline?.functions.map((found) => found.name).join(', ') ?? ''),
      t('File: {0}', file),
      ...errors.map((error) => `- ${error.message}`),
    ];
  }

  private report(exitCode: number | undefined, error: string | undefined): void {
    if (exitCode === undefined) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The deployment was stopped.'));
    } else if (error !== undefined || exitCode !== 0) {
      const reason = error ?? vscode.l10n.t('exit code {0}', exitCode);
      void vscode.window.showErrorMessage(vscode.l10n.t('The deployment failed: {0}', reason));
    } else {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The deployment has ended without an error. The terminal says what was deployed.'),
      );
    }
  }
}

/**
 * What the tool has said after `Deploy error:`; it ends with 0 then. The problem matcher in `package.json` reads it out
 * of the terminal, which no extension can.
 */
function deployError(): string | undefined {
  const found = vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
  return found.find((diagnostic) => diagnostic.source === 'f deploy')?.message;
}
