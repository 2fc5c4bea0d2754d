import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import type { Situation } from '../host/registry';
import { Host } from './host';
import { project, REPOSITORY } from './project';
import { Server } from './server';
import type { TestExtension } from './testExtensions';

/** How long anything on the screen may take, in milliseconds. A machine that compiles beside it is slow. */
const LIMIT = 120_000;
const SCREENSHOTS = path.join(REPOSITORY, 'target', 'screenshots');

/** Whether the user trusts the folder when asked. */
export type Trust = 'Yes, I trust the authors' | "No, I don't trust the authors";

/** How a workbench is opened. */
export interface Options {
  /** What is answered to the question of trust; without it none is expected. */
  readonly trust?: Trust;
  /** The language of the display; English if it is not named. */
  readonly locale?: string;
  /** Extensions besides ours and the one that runs tests. */
  readonly extensions?: readonly TestExtension[];
  /** Puts more into the project before it is opened. */
  readonly prepare?: (folder: string) => void;
  /** What is opened instead of the project's folder, as `folder` in the address. */
  readonly folder?: string;
}

/** The real workbench in a real browser, as a user has it before them. */
export class Workbench {
  private constructor(
    /** The project. */
    readonly folder: string,
    readonly page: Page,
    private readonly server: Server,
    private readonly context: BrowserContext,
    private readonly profile: string,
    /** The extension host of the window. */
    readonly host: Host,
  ) {}

  /** Opens a fresh project and answers the question of trust. */
  static async open(name: string, options: Options): Promise<Workbench> {
    const folder = project(name);
    options.prepare?.(folder);
    const opened = options.folder ?? folder;
    const server = await Server.start(name, options.locale, options.extensions ?? []);
    const profile = mkdtempSync(path.join(tmpdir(), 'fyml-browser-'));
    let shot: (() => Promise<void>) | undefined;
    try {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env['FYML_CHROMIUM'] ?? '/usr/bin/chromium',
        headless: true,
        viewport: { width: 1400, height: 900 },
        // in a container there is neither a sandbox nor a graphics card
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      });
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(LIMIT);
      const host = new Host(server.sockets, path.posix.basename(opened));
      const workbench = new Workbench(folder, page, server, context, profile, host);
      shot = () => workbench.screenshot(`failed-${name}`);
      await page.goto(`${server.url}/?folder=${encodeURIComponent(opened)}`);
      if (options.trust !== undefined) {
        await workbench.dialog().getByRole('button', { name: options.trust }).click();
      }
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
      return workbench;
    } catch (error) {
      await shot?.();
      await server.stop();
      throw error;
    }
  }

  /** Closes the browser and ends the server. */
  async close(): Promise<void> {
    await this.context.close();
    await this.server.stop();
    rmSync(this.profile, { recursive: true, force: true });
  }

  /** A picture of the whole window in target/screenshots. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `vscode-${name}.png`) });
  }

  /** Opens a file by its path from the folder. */
  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(file);
    const found = this.page.locator('.quick-input-list .monaco-list-row').first();
    await found.getByText(path.posix.basename(file)).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab.active[data-resource-name="${path.posix.basename(file)}"]`).first().waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at the end of a line, counted from 1. */
  async goToEndOfLine(line: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('End');
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').first().getByText(title).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** The lenses in view whose title has `text` in it. */
  lenses(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The modal dialog. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The notification in view that says this. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /** The line of our view in the side bar with this text; the view is opened if it is not. */
  async treeItem(text: string): Promise<Locator> {
    const pane = this.page.locator('.pane', { has: this.page.locator('.pane-header[aria-label^="f.yml"]') });
    const header = pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) !== 'true') {
      await header.click();
    }
    return pane.locator('.monaco-list-row', { hasText: text }).first();
  }

  /** An element of a webview, once one of the webviews has it with this text. */
  async inWebview(selector: string, text: string | RegExp = ''): Promise<Locator> {
    const end = Date.now() + LIMIT;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const found = frame.locator(selector, { hasText: text }).first();
        // a frame may be gone meanwhile
        if (await found.isVisible().catch(() => false)) {
          return found;
        }
      }
      await sleep(100);
    }
    throw new Error(`no webview has ${selector} with ${String(text)}`);
  }

  /** What an element of a webview says, once one of the webviews has it. */
  async textInWebview(selector: string): Promise<string> {
    return (await (await this.inWebview(selector)).textContent()) ?? '';
  }

  /** Waits until `look` says yes; `what` is what is missing if it never does. */
  async until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + LIMIT;
    while (!(await look())) {
      if (Date.now() > end) {
        throw new Error(`${what} did not come within ${LIMIT} ms`);
      }
      await sleep(100);
    }
  }
}

/** A test that looks at the screen; a failure leaves a picture. */
export type Scenario = (title: string, run: (workbench: Workbench) => Promise<void>) => void;

/** Tests of a workbench that is opened for this file. */
export interface Scenarios {
  readonly scenario: Scenario;
  /** The tests that run in the extension host of such a window. */
  readonly hostTests: (situation: Situation) => void;
}

/** Opens a workbench before the file's first test, closes it after the last. */
export function scenarios(name: string, options: Options): Scenarios {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await Workbench.open(name, options);
  });
  after(() => workbench?.close());
  const opened = () => {
    if (!workbench) {
      throw new Error('there is no workbench');
    }
    return workbench;
  };
  return {
    scenario: (title, run) => {
      test(title, async () => {
        try {
          await run(opened());
        } catch (error) {
          await opened().screenshot(`failed-${title.replace(/[^a-z]+/gi, '-').slice(0, 40)}`);
          // what it leaves open must not disturb the next
          await opened().page.keyboard.press('Escape');
          await opened().host.run('close');
          throw error;
        }
      });
    },
    hostTests: (situation) => {
      test(`in the extension host: ${situation}`, async (parent) => {
        const { host } = opened();
        const names = await host.tests(situation);
        assert.notEqual(names.length, 0);
        parent.diagnostic(`${names.length} tests in the extension host`);
        for (const title of names) {
          await parent.test(title, async () => {
            await host.run(title);
          });
        }
        await host.run('close');
      });
    },
  };
}
