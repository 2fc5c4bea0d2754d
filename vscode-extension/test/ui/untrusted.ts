import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { scenarios } from '../workbench/scenarios';

const RUNS = /invoke|debug|test|dev|package|deploy/i;

const { scenario, hostTests } = scenarios('untrusted', {
  trust: "No, I don't trust the authors",
  // a folder that would like its own programs to be run
  prepare: (folder) => {
    const trap = path.join(folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch '${path.join(folder, 'trapped')}'\n`);
    chmodSync(trap, 0o755);
    const settings = { 'fyml.server.path': trap, 'fyml.cli.path': trap, 'fyml.cli.args': ['--own'], 'fyml.cli.env': { OWN: '1' } };
    mkdirSync(path.join(folder, '.vscode'));
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  },
});

hostTests('restricted');

scenario('nothing of it can be run until it is trusted', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.lenses(/preview/i).first().waitFor();
  assert.deepEqual(await workbench.lenses(RUNS).allTextContents(), []);
  await workbench.screenshot('untrusted');
  assert.equal(existsSync(path.join(workbench.folder, 'trapped')), false);
  await workbench.command('Workspaces: Manage Workspace Trust');
  await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
  await workbench.openFile('f.yml');
  await workbench.lenses(/invoke/i).first().waitFor();
});
