import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scenarios } from '../workbench/workbench';

const scenario = scenarios('trusted', 'Yes, I trust the authors');

scenario('mistakes are underlined and listed', async (workbench) => {
  await workbench.openFile('broken/f.yaml');
  await workbench.page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
  await workbench.page.keyboard.press('Control+Shift+M');
  const problems = workbench.page.locator('.markers-panel .monaco-list-row');
  await problems.filter({ hasText: 'htpp' }).first().waitFor();
  await problems.filter({ hasText: 'handlr' }).first().waitFor();
  await workbench.screenshot('problems');
  await workbench.command('View: Hide Panel');
});

scenario('a completion is offered and inserted', async (workbench) => {
  const file = path.join(workbench.folder, 'broken', 'f.yaml');
  const lines = readFileSync(file, 'utf8').split('\n');
  const runtime = lines.findIndex((line) => line.includes('runtime:')) + 1;
  await workbench.goToEndOfLine(runtime);
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.type('time', { delay: 50 });
  const offered = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
  await offered.filter({ hasText: 'timeout' }).first().waitFor();
  await workbench.screenshot('completion');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.press('Escape');
  await workbench.page.keyboard.press('Control+S');
  await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  const inserted = readFileSync(file, 'utf8').split('\n')[runtime];
  assert.match(inserted ?? '', /^ {2}timeout:/);
});

scenario('the view lists every service with its functions', async (workbench) => {
  const pane = workbench.page.locator('.pane', { has: workbench.page.locator('.pane-header[aria-label^="f.yml"]') });
  const header = pane.locator('.pane-header');
  if ((await header.getAttribute('aria-expanded')) !== 'true') {
    await header.click();
  }
  const row = (name: string) => pane.locator('.monaco-list-row', { hasText: name }).first();
  for (const name of ['shop', 'show', 'tick']) {
    await row(name).waitFor();
  }
  // what is further down is drawn when it comes into view
  await row('show').hover();
  await workbench.page.mouse.wheel(0, 2000);
  await row('todo-list').waitFor();
});

scenario('a lens invokes the function with the real `f`, and the panel shows what came back', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.lenses(/invoke/i).first().click();
  assert.equal(await workbench.textInWebview('#status'), '200');
  const body = JSON.parse(await workbench.textInWebview('#body')) as { path?: unknown };
  assert.equal(typeof body.path, 'string');
  assert.match(String(body.path), /^\/shop\//);
  await workbench.screenshot('invoke');
});

scenario('deploying asks first, and Cancel runs nothing', async (workbench) => {
  await workbench.lenses(/deploy/i).first().click();
  const dialog = workbench.dialog();
  await dialog.getByText(/deploy/i).first().waitFor();
  const question = await dialog.textContent();
  assert.match(question ?? '', /shop/);
  assert.match(question ?? '', /aliyun/);
  await workbench.screenshot('deploy');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  // a terminal would be there at once
  await sleep(2000);
  assert.equal(await workbench.page.locator('.terminal-wrapper').count(), 0);
  assert.equal(existsSync(path.join(workbench.folder, 'serverless.zip')), false);
});
