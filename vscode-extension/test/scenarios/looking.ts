import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Scenario } from '../workbench/scenarios';

/** What is shown and runs nothing: the preview, another cloud, the status, help. */
export function looking(scenario: Scenario): void {
  scenario('the preview shows what would be deployed', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.clickLens(/preview/i);
    await workbench.page.locator('.monaco-editor .view-line', { hasText: /projectName:/ }).first().waitFor();
    await workbench.screenshot('preview');
    await workbench.host.run('close');
  });

  scenario('the service is ported to another cloud, after a look at what becomes of it', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.command('fyml: Port to Another Cloud');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'tencent' }).first().click();
    const offer = workbench.notification('Shall f.yml be rewritten for tencent?');
    await offer.waitFor();
    await workbench.page.locator('.monaco-editor .view-line', { hasText: /Left.to.you/ }).first().waitFor();
    await workbench.page.locator('.monaco-diff-editor .view-line', { hasText: /Nodejs20\.19/ }).first().waitFor();
    await workbench.screenshot('port');
    const file = path.join(workbench.folder, 'f.yml');
    const before = readFileSync(file, 'utf8');
    await workbench.answer('Shall f.yml be rewritten for tencent?', 'Write the Changes');
    await workbench.page.keyboard.press('Escape');
    await workbench.host.run('save');
    assert.match(readFileSync(file, 'utf8'), /runtime: Nodejs20\.19/);
    writeFileSync(file, before);
    await workbench.host.run('close');
  });

  scenario('the language status tells cloud, tool and problems', async (workbench) => {
    await workbench.openFile('f.yml');
    const status = workbench.page.locator('[id="status.languageStatus"], .statusbar-item[id^="status.languageStatus"]').first();
    await status.hover();
    const card = workbench.page.locator('.hover-language-status', { hasText: 'aliyun' }).first();
    await card.waitFor();
    const text = (await card.textContent()) ?? '';
    assert.match(text, /node_modules/);
    assert.match(text, /nodejs20/);
    await workbench.screenshot('status');
    await workbench.page.keyboard.press('Escape');
  });

  scenario('the version is told, and the log is shown', async (workbench) => {
    await workbench.command('fyml: Show Version');
    await workbench.notification(/fyml 0\.1\.0, server \d+\.\d+\.\d+/).waitFor();
    await workbench.command('fyml: Show Output');
    await workbench.page.locator('.output-view-content, [id="workbench.panel.output"]').first().waitFor();
    await workbench.host.run('clear');
    await workbench.host.run('close');
  });

  scenario('a server that is not where the setting says is told, and the bundled one comes back', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.host.run('set', { 'server.path': '/nowhere/fyml' });
    const told = workbench.notification('`fyml.server.path` names no file: /nowhere/fyml');
    await told.getByRole('button', { name: 'Open Settings' }).waitFor();
    await workbench.host.run('set', { 'server.path': null });
    await workbench.host.run('clear');
    await workbench.lenses(/invoke/i).first().waitFor();
  });

  scenario('the walkthrough opens', async (workbench) => {
    await workbench.command('Welcome: Open Walkthrough');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get started with f.yml' }).first().click();
    await workbench.page.getByText('See what the cloud will not take').first().waitFor();
    // what the first step shows would come after what a faster click asks for, and stay
    await workbench.inWebview('p', 'What is right on one cloud');
    await workbench.page.getByText('See what would be deployed').first().click();
    await workbench.inWebview('p', 'A file of several hundred lines');
    await workbench.screenshot('walkthrough');
    await workbench.host.run('close');
  });
}
