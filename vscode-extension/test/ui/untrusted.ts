import assert from 'node:assert/strict';
import { scenarios } from '../workbench/workbench';

const RUNS = /invoke|debug|test|dev|package|deploy/i;
const scenario = scenarios('untrusted', "No, I don't trust the authors");

scenario('a folder that is not trusted is checked', async (workbench) => {
  await workbench.openFile('broken/f.yaml');
  await workbench.page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
});

scenario('nothing of it can be run until it is trusted', async (workbench) => {
  await workbench.openFile('f.yml');
  // it was up for the test before, so its lenses would be there
  await workbench.page.waitForTimeout(5000);
  assert.deepEqual(await workbench.lenses(RUNS).allTextContents(), []);
  await workbench.screenshot('untrusted');
  await workbench.command('Workspaces: Manage Workspace Trust');
  await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
  await workbench.openFile('f.yml');
  await workbench.lenses(/invoke/i).first().waitFor();
});
