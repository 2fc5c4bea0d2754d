import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { servers } from './processes';
import { hostTest } from './registry';
import { extension, file, lenses, openService, problems, until } from './service';

hostTest('virtual', 'a folder on no disk is checked', async () => {
  // a file system of an extension has neither a search nor a watcher, so only opening the file can tell
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml' }));
  await until('the extension', () => extension().isActive || undefined);
  assert.deepEqual(servers(), []);
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
