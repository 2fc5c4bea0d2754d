import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TARGET } from './project';

const ENTRY = path.join(TARGET, 'workbench', 'node_modules', 'code-server', 'out', 'node', 'entry.js');
/** How long it may take to come up, in milliseconds. */
const START_LIMIT = 60_000;

const SETTINGS = {
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'always',
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** VS Code on a port of this machine, with the packaged extension and nothing else in it. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts one with a folder of its own for settings and extensions. */
  static async start(name: string): Promise<Server> {
    const home = path.join(TARGET, 'homes', name);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(path.join(home, 'user', 'User'), { recursive: true });
    writeFileSync(path.join(home, 'user', 'User', 'settings.json'), JSON.stringify(SETTINGS));
    const folders = ['--user-data-dir', path.join(home, 'user'), '--extensions-dir', path.join(home, 'extensions')];
    // no marketplace, and no file outside of `home`
    const env = { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
    const vsix = path.join(TARGET, 'fyml.vsix');
    execFileSync(process.execPath, [ENTRY, ...folders, '--install-extension', vsix], { env, stdio: 'pipe' });
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const options = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
    const child = spawn(process.execPath, [ENTRY, '--bind-addr', address, ...folders, ...options], { env, stdio: 'ignore' });
    process.once('exit', () => child.kill());
    const server = new Server(child, `http://${address}`);
    await server.isUp();
    return server;
  }

  /** Ends it, and with it the extension and what it runs. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill();
      await ended;
    }
  }

  private async isUp(): Promise<void> {
    const end = Date.now() + START_LIMIT;
    while (Date.now() < end && this.process.exitCode === null) {
      try {
        if ((await fetch(`${this.url}/healthz`)).ok) {
          return;
        }
      } catch {
        // it does not listen yet
      }
      await sleep(100);
    }
    throw new Error(`the workbench did not come up at ${this.url}`);
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
