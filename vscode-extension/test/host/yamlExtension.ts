import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { errand, hostTest } from './registry';
import { extension, openService, until } from './service';

errand('yaml setting', () => setting() ?? null);

errand('all that is said at the start', async () => {
  await until('the extension', () => extension().isActive || undefined);
  // what it asked the window before is answered before this, and what it did next is there before the second
  await vscode.commands.executeCommand('notifications.showList');
  await vscode.commands.executeCommand('notifications.showList');
});

hostTest('yaml', 'nothing is written before somebody has agreed', async () => {
  await openService();
  assert.equal(setting(), undefined);
});

function setting(): unknown {
  return vscode.workspace.getConfiguration('yaml').inspect<unknown>('disableSchemaDetection')?.globalValue;
}
