import * as path from 'node:path';
import * as vscode from 'vscode';
import { findServices } from '../editor/documents';
import type { Runnable, RunKind } from '../protocol';
import type { Server } from '../server/server';
import type { Services } from './services';

/** The type in task definitions; `package.json` describes its members. */
export const TASK_TYPE = 'fyml';

/** What may be run without a question. */
const OFFERED: readonly RunKind[] = ['invoke', 'test', 'package'];

/** How many services are looked at for the list of tasks. */
const MOST_SERVICES = 30;

/** Reads what `f deploy` prints on failure: it ends with 0 then. */
export const DEPLOY_MATCHER = '$fyml-deploy';

interface Definition extends vscode.TaskDefinition {
  readonly kind: string;
  readonly function?: string;
  /** The service file, from the workspace folder. */
  readonly file?: string;
}

/** Offers invoke, test and package as tasks, so that they can be bound to keys and run again. */
export class Tasks implements vscode.TaskProvider {
  constructor(
    private readonly server: Server,
    private readonly services: Services,
  ) {}

  async provideTasks(): Promise<vscode.Task[]> {
    if (!vscode.workspace.isTrusted || !this.server.isRunning) {
      return [];
    }
    const files = await findServices(MOST_SERVICES);
    const tasks = files.map(async (uri) => {
      const runnables = await this.services.runnables(uri);
      return runnables.filter(({ kind }) => OFFERED.includes(kind)).map((runnable) => taskOf(runnable, uri));
    });
    return (await Promise.all(tasks)).flat();
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const definition = task.definition as Definition;
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (!folder || !vscode.workspace.isTrusted || !OFFERED.some((kind) => kind === definition.kind)) {
      return undefined;
    }
    const uri = vscode.Uri.joinPath(folder.uri, definition.file ?? 'f.yml');
    const runnables = await this.services.runnables(uri);
    const found = runnables.find(
      (runnable) => runnable.kind === definition.kind && runnable.function === definition.function,
    );
    // VS Code finds the answer by the definition it has asked with
    return found && taskOf(found, uri, definition);
  }
}

/** A task that runs `runnable` of the service in `uri`: a process with arguments, never a line for a shell. */
export function taskOf(runnable: Runnable, uri: vscode.Uri, definition?: Definition): vscode.Task {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const file = folder ? path.posix.relative(folder.uri.path, uri.path) : uri.path;
  const { program, cwd, env } = runnable;
  const made: Definition = {
    type: TASK_TYPE,
    kind: runnable.kind,
    ...(runnable.function === undefined ? {} : { function: runnable.function }),
    ...(file === 'f.yml' ? {} : { file }),
  };
  const inFolder = path.posix.dirname(file);
  const name = inFolder === '.' ? runnable.label : `${runnable.label} (${inFolder})`;
  const task = new vscode.Task(
    definition ?? made,
    folder ?? vscode.TaskScope.Workspace,
    name,
    'fyml',
    new vscode.ProcessExecution(program, [...runnable.args], { cwd, env: { ...env } }),
    runnable.kind === 'deploy' ? [DEPLOY_MATCHER] : [],
  );
  if (runnable.kind === 'test') {
    task.group = vscode.TaskGroup.Test;
  } else if (runnable.kind === 'package') {
    task.group = vscode.TaskGroup.Build;
  }
  return task;
}

/** Runs a task to its end; the exit code of its process, `undefined` if it never started or was ended. */
export async function runTask(task: vscode.Task): Promise<number | undefined> {
  const execution = await vscode.tasks.executeTask(task);
  return new Promise((resolve) => {
    const listeners = [
      vscode.tasks.onDidEndTaskProcess((event) => {
        end(event.execution, event.exitCode);
      }),
      vscode.tasks.onDidEndTask((event) => {
        // comes after the end of the process, and alone where there was none
        setTimeout(() => {
          end(event.execution, undefined);
        }, 500);
      }),
    ];
    const end = (ended: vscode.TaskExecution, exitCode: number | undefined) => {
      if (ended === execution) {
        for (const listener of listeners) {
          listener.dispose();
        }
        resolve(exitCode);
      }
    };
  });
}
