import * as vscode from 'vscode';
import { isServiceDocument, LastDocument } from './editor/documents';
import { portService } from './editor/portService';
import { preview } from './editor/preview';
import { offerToQuietYaml } from './editor/yamlExtension';
import { debug } from './run/debug';
import { Deploy } from './run/deploy';
import { DevServers } from './run/devServer';
import { Invoke } from './run/invoke';
import { Services } from './run/services';
import { runTask, TASK_TYPE, taskOf, Tasks } from './run/tasks';
import { Server } from './server/server';
import { LanguageStatus } from './views/languageStatus';
import { ResultPanel } from './views/resultPanel';
import { openSource, reveal } from './views/reveal';
import { ServiceTree, type TreeNode } from './views/serviceTree';
import { VirtualDocuments } from './views/virtualDocuments';

/** Everything there is for service files. Making it starts nothing. */
export class Features {
  private readonly server: Server;
  private readonly commands: ReadonlyMap<string, (argument: unknown) => unknown>;

  constructor(private readonly context: vscode.ExtensionContext) {
    const server = new Server(context);
    this.server = server;
    const last = new LastDocument();
    const documents = new VirtualDocuments();
    const services = new Services(server, last);
    const panel = new ResultPanel(context.extensionUri, documents);
    const invoke = new Invoke(server, services, panel, context.workspaceState);
    const deploy = new Deploy(services);
    const devServers = new DevServers(server, services);
    const tree = new ServiceTree(server);
    context.subscriptions.push(
      server,
      last,
      documents,
      panel,
      invoke,
      devServers,
      tree,
      new LanguageStatus(server, services),
      vscode.window.registerTreeDataProvider('fyml.services', tree),
      vscode.tasks.registerTaskProvider(TASK_TYPE, new Tasks(server, services)),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isServiceDocument(document)) {
          void offerToQuietYaml(context.globalState);
        }
      }),
    );
    this.commands = new Map<string, (argument: unknown) => unknown>([
      ['fyml.invoke', (argument) => invoke.invoke(argument, inputOf(argument))],
      ['fyml.debug', (argument) => debug(services, argument)],
      ['fyml.test', (argument) => runWhole(services, argument, 'test')],
      ['fyml.package', (argument) => runWhole(services, argument, 'package')],
      ['fyml.deploy', (argument) => deploy.deploy(argument)],
      ['fyml.dev', (argument) => devServers.start(argument)],
      ['fyml.stopDev', (argument) => devServers.stop(argument)],
      ['fyml.cancelRun', (argument) => server.execute('fyml.cancelRun', runOf(argument))],
      ['fyml.preview', (argument) => preview(server, services, documents, argument)],
      ['fyml.port', (argument) => portService(server, services, documents, argument)],
      ['fyml.reveal', (argument) => reveal(argument as TreeNode)],
      ['fyml.openSource', (argument) => openSource(argument as TreeNode)],
      [
        'fyml.refreshServices',
        () => {
          tree.refresh();
        },
      ],
      [
        'fyml.showOutput',
        () => {
          server.log.show();
        },
      ],
      ['fyml.restartServer', () => server.restart()],
      [
        'fyml.showVersion',
        () => {
          showVersion(context, server);
        },
      ],
    ]);
  }

  /** Starts the server and shows the view; the window has a service file. */
  async start(): Promise<void> {
    // the view stays away from windows that have no such file
    void vscode.commands.executeCommand('setContext', 'fyml.isActive', true);
    await this.server.start();
    if (vscode.workspace.textDocuments.some(isServiceDocument)) {
      void offerToQuietYaml(this.context.globalState);
    }
  }

  /** Stops the server, and with it everything it runs. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Runs a command of the manifest; the user is told if it fails. */
  async run(name: string, argument: unknown): Promise<unknown> {
    try {
      return await this.commands.get(name)?.(argument);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.server.log.error(`${name}: ${message}`);
      void vscode.window.showErrorMessage(message);
      return undefined;
    }
  }
}

/** Test and package run in a terminal as tasks. */
async function runWhole(services: Services, argument: unknown, kind: 'test' | 'package'): Promise<void> {
  const runs = await services.runs(argument);
  const runnable = runs && (await services.pickWhole(runs, kind));
  if (runs && runnable) {
    await runTask(taskOf(runnable, runs.uri));
  }
}

/** Which run to cancel; without one the only run. */
function runOf(argument: unknown): object {
  const { runId } = (argument ?? {}) as { runId?: unknown };
  return typeof runId === 'number' || typeof runId === 'string' ? { runId } : {};
}

/** The event that a command's argument brings along. */
function inputOf(argument: unknown): string | undefined {
  const data = (argument as { data?: unknown } | undefined)?.data;
  return data === undefined ? undefined : JSON.stringify(data, null, 2);
}

function showVersion(context: vscode.ExtensionContext, started: Server): void {
  const { version } = context.extension.packageJSON as { version: string };
  const running = started.version ?? vscode.l10n.t('not running');
  void vscode.window.showInformationMessage(
    vscode.l10n.t('fyml {0}, server {1} ({2})', version, running, started.binary.file),
  );
}
