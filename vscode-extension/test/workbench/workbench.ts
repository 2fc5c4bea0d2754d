import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { within } from './attempts';
import { keep } from './evidence';
import { Host } from './host';
import { project, REPOSITORY } from './project';
import { Server } from './server';
import type { TestExtension } from './testExtensions';

/** How long anything on the screen may take, in milliseconds. A machine that compiles beside it is slow. */
export const LIMIT = 180_000;
/** How long one of several tries at the keyboard may take before the next, in milliseconds. */
const TRY = 30_000;
/** How long the browser may take to close, in milliseconds. */
const CLOSING = 60_000;
/** How often what is on the screen must look the same to stand still, and how long after one another, in milliseconds. */
const STILL = { looks: 5, pause: 100 };
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
  /** What the page has said in the browser's console. */
  readonly console: string[] = [];

  private constructor(
    /** The project. */
    readonly folder: string,
    readonly page: Page,
    private readonly server: Server,
    private readonly context: BrowserContext,
    private readonly profile: string,
    /** The extension host of the window. */
    readonly host: Host,
  ) {
    page.on('console', (message) => this.console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.console.push(`error: ${String(error)}`));
    page.on('crash', () => this.console.push('the page has crashed'));
  }

  /** Opens a fresh project and answers the question of trust. */
  static async open(name: string, options: Options): Promise<Workbench> {
    const folder = project(name);
    options.prepare?.(folder);
    const opened = options.folder ?? folder;
    const server = await Server.start(name, options.locale, options.extensions ?? []);
    const profile = mkdtempSync(path.join(tmpdir(), 'fyml-browser-'));
    let workbench: Workbench | undefined;
    try {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env['FYML_CHROMIUM'] ?? '/usr/bin/chromium',
        headless: true,
        timeout: LIMIT,
        viewport: { width: 1400, height: 900 },
        // in a container there is neither a sandbox nor a graphics card
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      });
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(LIMIT);
      const host = new Host(server.sockets, path.posix.basename(opened));
      workbench = new Workbench(folder, page, server, context, profile, host);
      await page.goto(`${server.url}/?folder=${encodeURIComponent(opened)}`);
      if (options.trust !== undefined) {
        await workbench.dialog().getByRole('button', { name: options.trust }).click();
      }
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
      return workbench;
    } catch (error) {
      await keep(name, { title: 'opening', attempt: 1, error }, workbench);
      await (workbench ? workbench.close() : server.stop());
      throw error;
    }
  }

  /** Closes the browser and ends the server. */
  async close(): Promise<void> {
    // one that hangs does not hold up the rest
    await within(CLOSING, 'closing the browser', this.context.close()).catch((error: unknown) => {
      console.log(String(error));
    });
    await this.server.stop();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Loads the window again, as its own command does it. */
  async reload(): Promise<void> {
    this.host.forget();
    await Promise.all([this.page.waitForEvent('load', { timeout: LIMIT }), this.command('Developer: Reload Window')]);
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** A picture of the whole window in target/screenshots. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `vscode-${name}.png`) });
  }

  /** Opens a file by its path from the folder. */
  async openFile(file: string): Promise<void> {
    const name = path.posix.basename(file);
    await this.again(async (timeout) => {
      const input = await this.quickInput('Control+P', timeout);
      await input.fill(file);
      const found = this.page.locator('.quick-input-list .monaco-list-row').first();
      await found.getByText(name).first().waitFor({ timeout });
      await this.page.keyboard.press('Enter');
      await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor({ timeout });
    });
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at the end of a line, counted from 1. */
  async goToEndOfLine(line: number): Promise<void> {
    await this.again(async (timeout) => {
      const input = await this.quickInput('Control+G', timeout);
      await input.fill(`:${line}`);
      await this.page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden', timeout });
      await this.page.locator('[id="status.editor.selection"]', { hasText: `Ln ${line},` }).first().waitFor({ timeout });
    });
    await this.page.keyboard.press('End');
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.again(async (timeout) => {
      const input = await this.quickInput('F1', timeout);
      await input.fill(`>${title}`);
      await this.page.locator('.quick-input-list .monaco-list-row').first().getByText(title).first().waitFor({ timeout });
    });
    await this.page.keyboard.press('Enter');
  }

  /** Opens the box for files, lines or commands. */
  private async quickInput(key: string, timeout: number): Promise<Locator> {
    await this.page.keyboard.press(key);
    const input = this.page.locator('.quick-input-widget input:visible').first();
    await input.waitFor({ timeout });
    return input;
  }

  /** Tries at the keyboard until one has the effect that it waits for: a busy window may not have heard the keys. */
  private async again(attempt: (timeout: number) => Promise<void>): Promise<void> {
    const end = Date.now() + LIMIT;
    for (;;) {
      try {
        await attempt(TRY);
        return;
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The lenses in view whose title has `text` in it. */
  lenses(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Clicks a lens, once all of them stand still: new ones push the lines below them down. */
  async clickLens(text: string | RegExp): Promise<void> {
    const lens = this.lenses(text).first();
    await lens.waitFor();
    let known = '';
    let same = 0;
    await this.until('an end of moving lenses', async () => {
      const now = JSON.stringify([await this.lenses('').allTextContents(), await lens.boundingBox()]);
      same = now === known ? same + 1 : 0;
      known = now;
      return same >= STILL.looks;
    });
    await lens.click();
  }

  /** The modal dialog. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The notification in view that says this. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text }).locator('visible=true').first();
  }

  /** Clicks a button of a notification that has come; one that has meanwhile left the view is in the notifications' centre. */
  async answer(text: string, button: string): Promise<void> {
    await this.again(async (timeout) => {
      const notification = this.notification(text);
      if (!(await notification.isVisible())) {
        await this.host.run('notifications');
      }
      await notification.getByRole('button', { name: button, exact: true }).click({ timeout });
    });
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
      await sleep(STILL.pause);
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
      await sleep(STILL.pause);
    }
  }
}
