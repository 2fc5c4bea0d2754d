import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { project, REPOSITORY } from './project';
import { Server } from './server';

/** How long anything on the screen may take, in milliseconds. A machine that compiles beside it is slow. */
const LIMIT = 30_000;
const SCREENSHOTS = path.join(REPOSITORY, 'target', 'screenshots');

/** Whether the user trusts the folder when asked. */
export type Trust = 'Yes, I trust the authors' | "No, I don't trust the authors";

/** The real workbench in a real browser, as a user has it before them. */
export class Workbench {
  private constructor(
    /** The folder that is open. */
    readonly folder: string,
    readonly page: Page,
    private readonly server: Server,
    private readonly context: BrowserContext,
    private readonly profile: string,
  ) {}

  /** Opens a fresh project and answers the question of trust. */
  static async open(name: string, trust: Trust): Promise<Workbench> {
    const folder = project(name);
    const server = await Server.start(name);
    const profile = mkdtempSync(path.join(tmpdir(), 'fyml-browser-'));
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
      const workbench = new Workbench(folder, page, server, context, profile);
      await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}`);
      await workbench.dialog().getByRole('button', { name: trust }).click();
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
      return workbench;
    } catch (error) {
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
    await this.page.locator(`.tab.active[data-resource-name="${path.posix.basename(file)}"]`).waitFor();
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

  /** What an element of a webview says, once one of the webviews has it. */
  async textInWebview(selector: string): Promise<string> {
    const end = Date.now() + LIMIT;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        // a frame may be gone meanwhile
        const text = await frame.locator(selector).first().textContent({ timeout: 200 }).catch(() => null);
        if (text !== null) {
          return text;
        }
      }
    }
    throw new Error(`no webview has ${selector}`);
  }
}

/** A test of a workbench that was opened for this file; a failure leaves a picture. */
export type Scenario = (name: string, run: (workbench: Workbench) => Promise<void>) => void;

/** Opens a workbench before the file's first test, closes it after the last. */
export function scenarios(name: string, trust: Trust): Scenario {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await Workbench.open(name, trust);
  });
  after(() => workbench?.close());
  return (title, run) => {
    test(title, async () => {
      if (!workbench) {
        throw new Error('there is no workbench');
      }
      try {
        await run(workbench);
      } catch (error) {
        await workbench.screenshot(`failed-${name}`);
        throw error;
      }
    });
  };
}
