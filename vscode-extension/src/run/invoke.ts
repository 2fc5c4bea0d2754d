import * as vscode from 'vscode';
import { runResultOf, type Runnable, type RunResult } from '../protocol';
import type { Server } from '../server/server';
import type { ResultPanel } from '../views/resultPanel';
import type { Services } from './services';

/** How many functions' inputs are remembered. */
const MOST_REMEMBERED = 200;
const REMEMBERED = 'inputs';

/** Invokes functions through the server and shows what comes back. */
export class Invoke implements vscode.Disposable {
  private running: vscode.CancellationTokenSource | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly services: Services,
    private readonly panel: ResultPanel,
    private readonly memory: vscode.Memento,
  ) {
    this.disposables = [
      server.onRunOutput((output) => {
        if (output.kind === 'invoke') {
          panel.append(output.text);
        }
      }),
      panel.onDidAskToRun(({ target, input }) => {
        void this.invoke(target, input);
      }),
      panel.onDidAskToCancel(() => {
        this.cancel();
      }),
    ];
  }

  /** Invokes the function that `argument` names with `input`, else with what it was invoked with last. */
  async invoke(argument: unknown, input?: string): Promise<RunResult | undefined> {
    const runs = await this.services.runs(argument);
    const runnable = runs && (await this.services.pickFunction(runs, 'invoke'));
    if (!runs || !runnable?.function) {
      return undefined;
    }
    if (this.running) {
      void vscode.window.showInformationMessage(vscode.l10n.t('A function is still running.'));
      return undefined;
    }
    const target = { uri: runs.target.uri, function: runnable.function };
    const remembered = this.remembered(target) ?? inputOf(runnable);
    const text = input ?? remembered;
    const data = parse(text);
    if (data instanceof Error) {
      void vscode.window.showErrorMessage(vscode.l10n.t('The input is not valid JSON: {0}', data.message));
      return undefined;
    }
    if (input !== undefined) {
      await this.remember(target, input);
    }
    this.panel.showRunning({ target, title: runnable.label, input: text, inputs: runnable.inputs });
    const result = await this.run({ ...target, ...(data === undefined ? {} : { data }) });
    this.panel.showResult(result);
    return result;
  }

  /** Stops the function that is running. */
  cancel(): void {
    if (this.running) {
      this.running.cancel();
      void this.server.execute('fyml.cancelRun', {}).then(undefined, (error: unknown) => {
        this.server.log.warn(String(error));
      });
    }
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async run(argument: object): Promise<RunResult> {
    const source = new vscode.CancellationTokenSource();
    this.running = source;
    const start = Date.now();
    const failed = (error: string): RunResult => ({
      ok: false,
      exitCode: undefined,
      durationMs: Date.now() - start,
      output: '',
      result: undefined,
      error,
      location: undefined,
    });
    try {
      const answer = runResultOf(await this.server.execute('fyml.invoke', argument, source.token));
      return answer ?? failed(vscode.l10n.t('The server returned no result.'));
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.running = undefined;
      source.dispose();
    }
  }

  private remembered(target: { uri: string; function: string }): string | undefined {
    return this.memory.get<Record<string, string>>(REMEMBERED, {})[key(target)];
  }

  private async remember(target: { uri: string; function: string }, input: string): Promise<void> {
    const others = Object.entries(this.memory.get<Record<string, string>>(REMEMBERED, {}));
    const kept = others.filter(([name]) => name !== key(target)).slice(1 - MOST_REMEMBERED);
    await this.memory.update(REMEMBERED, Object.fromEntries([...kept, [key(target), input]]));
  }
}

function key(target: { uri: string; function: string }): string {
  return `${target.uri}#${target.function}`;
}

function inputOf(runnable: Runnable): string {
  const [first] = runnable.inputs;
  return first ? JSON.stringify(first.data, null, 2) : '';
}

function parse(text: string): unknown {
  if (text.trim() === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

