import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { errand, hostTest } from './registry';
import { openService } from './service';

errand('yaml setting', () => setting() ?? null);

hostTest('yaml', 'nothing is written before somebody has agreed', async () => {
  await openService();
  assert.equal(setting(), undefined);
  return Promise.resolve();
});

function setting(): unknown {
  return vscode.workspace.getConfiguration('yaml').inspect<unknown>('disableSchemaDetection')?.globalValue;
}
