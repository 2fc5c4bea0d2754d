import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { hostTest } from './registry';
import { lenses, openService, pathOf, problems, until } from './service';

/** What the folder's own settings would start. */
const TRAP = 'trapped';
const RUNS = ['fyml.invoke', 'fyml.debug', 'fyml.test', 'fyml.package', 'fyml.deploy', 'fyml.dev'];

hostTest('restricted', 'a folder that is not trusted is checked, without lenses that run', async () => {
  assert.equal(vscode.workspace.isTrusted, false);
  const uri = await openService();
  assert.deepEqual([...new Set((await lenses(uri)).map(({ command }) => command))], ['fyml.preview']);
  const broken = vscode.Uri.file(pathOf('broken/f.yaml'));
  await vscode.window.showTextDocument(broken);
  await until('problems', () => problems(broken).length > 0 || undefined);
});

hostTest('restricted', 'its settings for programs do not count', async () => {
  await openService();
  const settings = vscode.workspace.getConfiguration('fyml');
  assert.equal(settings.get('cli.path'), '');
  assert.deepEqual(settings.get('cli.args'), []);
  assert.deepEqual(settings.get('cli.env'), {});
});

hostTest('restricted', 'commands refuse where they are called, whoever calls them', async () => {
  const uri = (await openService()).toString();
  for (const command of RUNS) {
    assert.ok(!(await vscode.commands.executeCommand(command, { uri, function: 'show' })), command);
  }
  assert.equal(existsSync(pathOf(TRAP)), false);
  assert.equal(existsSync(pathOf('.faas_debug_tmp')), false);
  assert.equal(vscode.debug.activeDebugSession, undefined);
  assert.deepEqual(vscode.tasks.taskExecutions, []);
});

hostTest('restricted', 'the preview works: it runs nothing', async () => {
  const uri = await openService();
  await vscode.commands.executeCommand('fyml.preview', { uri: uri.toString() });
  const shown = vscode.workspace.textDocuments.find((document) => document.uri.scheme === 'fyml');
  assert.match(shown?.getText() ?? '', /ALIYUN::Serverless|shop/);
});
