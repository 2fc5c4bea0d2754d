import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hostTest } from './registry';
import { extension, file, lenses, openService, problems, until } from './service';

hostTest('virtual', 'a folder on no disk is checked', async () => {
  // VS Code finds files to activate by only where it can search, and a file system of an extension has no search
  await vscode.commands.executeCommand('fyml.refreshServices');
  assert.equal(extension().isActive, true);
  const uri = file('f.yml');
  assert.equal(uri.scheme, 'memory');
  await vscode.window.showTextDocument(uri);
  await until('a problem', () => problems(uri).some(({ message }) => message.includes('handlr')) || undefined);
  assert.deepEqual([...new Set((await lenses(uri)).map(({ command }) => command))], ['fyml.preview']);
});

hostTest('virtual', 'nothing can be run in it', async () => {
  const uri = (await openService()).toString();
  for (const command of ['fyml.invoke', 'fyml.test', 'fyml.package', 'fyml.deploy', 'fyml.dev']) {
    assert.ok(!(await vscode.commands.executeCommand(command, { uri, function: 'show' })), command);
  }
  assert.deepEqual(await vscode.tasks.fetchTasks({ type: 'fyml' }), []);
});
