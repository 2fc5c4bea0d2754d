import assert from 'node:assert/strict';
import type { Scenario } from '../workbench/scenarios';
import { LIMIT } from '../workbench/workbench';

/** Functions that are invoked with the real `f`, and their results. */
export function invoking(scenario: Scenario): void {
  scenario('a lens invokes the function with the real `f`, and the panel shows what came back', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.clickLens(/invoke.*\/shop/i);
    assert.equal(await workbench.textInWebview('#status'), '200');
    const body = JSON.parse(await workbench.textInWebview('#body')) as { path?: unknown };
    assert.match(String(body.path), /^\/shop\//);
    await workbench.lenses(/stop invoke/i).first().waitFor({ state: 'detached' });
    await workbench.screenshot('invoke');
  });

  scenario('it runs again with another input, and the results are compared', async (workbench) => {
    await workbench.host.run('close');
    await workbench.openFile('f.yml');
    await workbench.clickLens(/invoke.*\/shop/i);
    await workbench.inWebview('#status', '200');
    const input = await workbench.inWebview('#input');
    await input.fill('{"path":"/shop/42","method":"GET","query":{"q":"1"}}');
    await (await workbench.inWebview('[data-action=run]')).click();
    await workbench.inWebview('#body', '/shop/42');
    await (await workbench.inWebview('[data-action=compare]')).click();
    await workbench.page.locator('.tab', { hasText: 'show: earlier ↔ last result' }).waitFor();
    await workbench.page.locator('.monaco-diff-editor .view-line', { hasText: '/shop/42' }).first().waitFor();
    await workbench.screenshot('compare');
    await workbench.host.run('close');
  });

  scenario('a handler that throws leads to its line', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.clickLens(/invoke.*\/boom/i);
    assert.equal(await workbench.textInWebview('#status'), '500');
    await workbench.inWebview('#error', 'out of stock');
    await workbench.screenshot('failed-invocation');
    await (await workbench.inWebview('[data-action=source]')).click();
    await workbench.page.locator('.tab.active[data-resource-name="shop.ts"]').waitFor();
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.host.run('close');
  });

  scenario('the view invokes a function and opens its source', async (workbench) => {
    const row = await workbench.treeItem('show');
    await row.hover();
    await row.getByRole('button', { name: 'Invoke Function' }).click();
    await workbench.inWebview('#status', '200');
    await row.hover();
    await row.getByRole('button', { name: 'Open Source' }).click();
    await workbench.page.locator('.tab.active[data-resource-name="shop.ts"]').waitFor();
    await workbench.host.run('close');
  });

  scenario('a breakpoint in the TypeScript source is hit', async (workbench) => {
    const { page } = workbench;
    await workbench.openFile('src/shop.ts');
    await workbench.goToEndOfLine(11);
    await page.keyboard.press('F9');
    await page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
    await workbench.openFile('f.yml');
    await workbench.clickLens(/^debug$/i);
    const stopped = page.locator('.debug-top-stack-frame-line').first();
    const ended = page.getByText('Waiting for the debugger to disconnect').first();
    await stopped.or(ended).first().waitFor({ timeout: 2 * LIMIT });
    assert.ok(await stopped.isVisible(), 'the function has ended without a stop');
    await page.locator('.tab.active[data-resource-name="shop.ts"]').waitFor();
    await workbench.screenshot('debug');
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await workbench.host.run('remove breakpoints');
    await workbench.command('View: Show Explorer');
    await workbench.host.run('close');
  });
}
