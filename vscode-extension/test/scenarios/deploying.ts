import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { REPOSITORY } from '../workbench/project';
import type { Scenario } from '../workbench/scenarios';
import { LIMIT, type Workbench } from '../workbench/workbench';

/** The question before a deployment, and what comes of the answer. */
export function deploying(scenario: Scenario): void {
  scenario('deploying asks first, and Cancel runs nothing', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.host.run('set', { 'cli.path': fake(workbench), 'cli.env': { FAKE_F: 'good' } });
    await workbench.clickLens(/deploy/i);
    const dialog = workbench.dialog();
    await dialog.getByText('Deploy this service?').first().waitFor();
    const question = (await dialog.textContent()) ?? '';
    const says = ['provider: aliyun', 'region: ', 'stage: ', 'service: shop', 'functions: show, tick, boom', 'GET|POST /shop/:id', 'file: '];
    for (const words of says) {
      assert.ok(question.includes(words), `${words}: ${question}`);
    }
    await workbench.screenshot('deploy');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    // a run that began would be refused this one, so nothing is running when it is asked for
    await workbench.clickLens(/deploy/i);
    await dialog.getByText('Deploy this service?').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(existsSync(path.join(workbench.folder, 'called.json')), false);
    assert.equal(await workbench.page.locator('.terminal-wrapper').count(), 0);
  });

  scenario('a deployment that the cloud refuses has failed, although the tool ends with 0', async (workbench) => {
    await workbench.host.run('set', { 'cli.path': fake(workbench), 'cli.env': { FAKE_F: 'refused' } });
    await accept(workbench, 'Deploy');
    await workbench.notification('The deployment failed: quota exceeded').waitFor();
    assert.ok(existsSync(path.join(workbench.folder, 'called.json')));
    await workbench.screenshot('deploy-refused');
    await workbench.host.run('clear');
  });

  scenario('a deployment that is accepted runs the real `f` in a terminal', async (workbench) => {
    const home = path.join(workbench.folder, 'home');
    mkdirSync(home);
    const credentials = { SERVERLESS_DEPLOY_ID: '1234567890123456', SERVERLESS_DEPLOY_AK: 'dummy', SERVERLESS_DEPLOY_SECRET: 'dummy' };
    await workbench.host.run('set', {
      'cli.path': null,
      'cli.args': ['--skipDeploy', '--skipZip', '--skipInstallDep'],
      'cli.env': { HOME: home, ...credentials },
    });
    await accept(workbench, 'Deploy');
    await workbench.notification('The deployment ended without an error').waitFor({ timeout: 2 * LIMIT });
    assert.ok(existsSync(path.join(workbench.folder, '.serverless', 'template.yml')) || existsSync(path.join(home, '.s')));
    await workbench.screenshot('deployed');
    await workbench.host.run('set', { 'cli.args': null, 'cli.env': null });
    await workbench.host.run('close');
    await workbench.host.run('clear');
  });

  scenario('errors in the file must be overridden in the question', async (workbench) => {
    await workbench.openFile('broken/f.yaml');
    await workbench.clickLens(/deploy/i);
    const dialog = workbench.dialog();
    await dialog.getByText('Errors in the file').first().waitFor();
    await dialog.getByRole('button', { name: 'Deploy Despite Errors' }).waitFor();
    await workbench.screenshot('deploy-errors');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await workbench.host.run('close');
  });
}

async function accept(workbench: Workbench, button: string): Promise<void> {
  await workbench.openFile('f.yml');
  await workbench.clickLens(/deploy/i);
  await workbench.dialog().getByRole('button', { name: button, exact: true }).click();
}

/** What stands in for `f`: it writes down how it was called. */
function fake(workbench: Workbench): string {
  const script = path.join(workbench.folder, 'bin', 'f');
  mkdirSync(path.dirname(script), { recursive: true });
  cpSync(path.join(REPOSITORY, 'tests', 'run', 'fake-f.js'), script);
  chmodSync(script, 0o755);
  rmSync(path.join(workbench.folder, 'called.json'), { force: true });
  return script;
}
