import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './attempts';
import { PACKAGE, TARGET } from './project';
import { testExtension, type TestExtension } from './testExtensions';

const ENTRY = path.join(TARGET, 'workbench', 'node_modules', 'code-server', 'out', 'node', 'entry.js');
/** How long it may take to come up, in milliseconds. */
const START_LIMIT = 300_000;
/** How long it may take to end before it is ended by force, in milliseconds. */
const END_LIMIT = 30_000;

const SETTINGS = {
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'always',
  // a machine that compiles beside it is slow
  'fyml.timeouts': { invoke: 600 },
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** The folder of a workbench for settings, extensions and logs. */
export function homeOf(name: string): string {
  return path.join(TARGET, 'homes', name);
}

/** VS Code on a port of this machine, with the packaged extension, those of the tests, and nothing else in it. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    /** The folder with the sockets of the extension hosts. A socket's path must be short. */
    readonly sockets: string,
  ) {}

  /** Starts one with a folder of its own for settings and extensions. */
  static async start(name: string, locale: string | undefined, extensions: readonly TestExtension[]): Promise<Server> {
    const home = homeOf(name);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(path.join(home, 'user', 'User'), { recursive: true });
    writeFileSync(path.join(home, 'user', 'User', 'settings.json'), JSON.stringify(SETTINGS));
    const folders = ['--user-data-dir', path.join(home, 'user'), '--extensions-dir', path.join(home, 'extensions')];
    const sockets = mkdtempSync(path.join(tmpdir(), 'fyml-hosts-'));
    // no marketplace, and no file outside of `home`
    const env = { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, FYML_TEST_SOCKETS: sockets };
    const others = (['host', ...extensions] as const).map((extension) => testExtension(home, extension));
    const wanted = [PACKAGE, ...others].flatMap((vsix) => ['--install-extension', vsix]);
    execFileSync(process.execPath, [ENTRY, ...folders, ...wanted], { env, stdio: 'pipe', timeout: START_LIMIT });
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const options = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
    const language = locale === undefined ? [] : ['--locale', locale];
    if (locale !== undefined) {
      addLanguagePack(path.join(home, 'user'), locale);
    }
    const log = openSync(path.join(home, 'code-server.log'), 'a');
    const child = spawn(process.execPath, [ENTRY, '--bind-addr', address, ...folders, ...options, ...language], {
      env,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    process.once('exit', () => child.kill());
    const server = new Server(child, `http://${address}`, sockets);
    try {
      await server.isUp();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Ends it, and with it the extension and what it runs. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill();
      await within(END_LIMIT, 'ending the workbench', ended).catch(() => this.process.kill('SIGKILL'));
    }
    rmSync(this.sockets, { recursive: true, force: true });
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

/**
 * What installing a language pack leaves behind. It has no texts, so those of the workbench stay English and ours do
 * not.
 */
function addLanguagePack(user: string, locale: string): void {
  const texts = path.join(user, 'workbench.i18n.json');
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'fyml-test.language-pack' }, version: '0.0.1' }];
  const pack = { hash: 'fyml-test', label: locale, extensions, translations: { vscode: texts } };
  writeFileSync(path.join(user, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
