import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Scenario } from '../workbench/scenarios';

/** What is seen while somebody writes. */
export function editing(scenario: Scenario): void {
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
    await workbench.openFile('broken/f.yaml');
    const file = path.join(workbench.folder, 'broken', 'f.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const runtime = lines.findIndex((line) => line.includes('runtime:')) + 1;
    await workbench.goToEndOfLine(runtime);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type('time', { delay: 50 });
    const offered = workbench.page.locator('.suggest-widget.visible .monaco-list-row.focused');
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
    for (const name of ['shop', 'show', 'tick']) {
      await (await workbench.treeItem(name)).waitFor();
    }
    // what is further down is drawn when it comes into view
    await (await workbench.treeItem('show')).hover();
    await workbench.page.mouse.wheel(0, 2000);
    await (await workbench.treeItem('todo-list')).waitFor();
    await workbench.page.mouse.wheel(0, -4000);
  });
}
