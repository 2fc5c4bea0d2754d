import * as vscode from 'vscode';
import type { CheckedRunnable } from '../protocol';
import type { Services } from './services';
import { runTask, taskOf } from './tasks';

/** How long the problem matcher may take after the end of the process, in milliseconds. */
const MATCHER_DELAY = 3000;

/** Deploys after a question, in a terminal: the tool asks for credentials there, and it is the user who answers. */
export class Deploy {
  private isRunning = false;

  constructor(private readonly services: Services) {}

  /** Deploys the service, or the function of it, that `argument` names. */
  async deploy(argument: unknown): Promise<void> {
    if (this.isRunning) {
      void vscode.window.showWarningMessage(vscode.l10n.t('A deployment is still running.'));
      return;
    }
    const runs = await this.services.runs(argument);
    const runnable = runs && (await this.services.pickWhole(runs, 'deploy'));
    if (!runs || !runnable || !(await isWanted(runnable))) {
      return;
    }
    this.isRunning = true;
    try {
      const task = taskOf(runnable, runs.uri);
      task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true };
      const before = deployError();
      const exitCode = await runTask(task);
      this.report(exitCode, exitCode === undefined ? undefined : await deployErrorAfter(before));
    } finally {
      this.isRunning = false;
    }
  }

  private report(exitCode: number | undefined, error: string | undefined): void {
    if (exitCode === undefined) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The deployment was stopped.'));
    } else if (error !== undefined || exitCode !== 0) {
      const reason = error ?? vscode.l10n.t('exit code {0}', exitCode);
      void vscode.window.showErrorMessage(vscode.l10n.t('The deployment failed: {0}', reason));
    } else {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The deployment ended without an error. The terminal says what was deployed.'),
      );
    }
  }
}

/** Asks; an answer that is not given is a No. */
async function isWanted({ question, hasErrors, notes }: CheckedRunnable): Promise<boolean> {
  const [title, ...lines] = question?.split('\n') ?? [];
  if (title === undefined) {
    throw new Error(vscode.l10n.t('The server did not say what would be deployed.'));
  }
  const yes = hasErrors ? vscode.l10n.t('Deploy Despite Errors') : vscode.l10n.t('Deploy');
  const options = { modal: true, detail: [...lines, ...notes].join('\n') };
  return (await vscode.window.showWarningMessage(title, options, yes)) === yes;
}

/**
 * What the tool has said after `Deploy error:`; it ends with 0 then. The problem matcher in `package.json` reads it out
 * of the terminal, which no extension can.
 */
function deployError(): string | undefined {
  const found = vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
  return found.find((diagnostic) => diagnostic.source === 'f deploy')?.message;
}

/** The same of a run that has just ended. The matcher is later than that, and keeps what it found `before` until then. */
async function deployErrorAfter(before: string | undefined): Promise<string | undefined> {
  const end = Date.now() + MATCHER_DELAY;
  while (deployError() === before && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return deployError();
}
