import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { servers } from './processes';
import { errand, hostTest } from './registry';
import { file, lenses, openService, problems, until } from './service';

hostTest('trusted', 'lenses run, debug and deploy', async () => {
  const found = new Set((await lenses(await openService())).map(({ command }) => command));
  for (const command of ['fyml.invoke', 'fyml.debug', 'fyml.test', 'fyml.dev', 'fyml.package', 'fyml.deploy', 'fyml.preview']) {
    assert.ok(found.has(command), command);
  }
});

hostTest('trusted', 'an invocation answers its caller with the result', async () => {
  const uri = (await openService()).toString();
  const data = { path: '/shop/7', method: 'GET', query: { q: '1' } };
  const result = await vscode.commands.executeCommand<{ ok: boolean; result: { statusCode: number; body: string } }>(
    'fyml.invoke',
    { uri, function: 'show', data },
  );
  assert.equal(result.ok, true);
  assert.equal(result.result.statusCode, 200);
  assert.deepEqual(JSON.parse(result.result.body), { path: '/shop/7', query: { q: '1' } });
});

hostTest('trusted', 'the server is started again after a crash', async () => {
  const uri = await openService();
  const [before, ...others] = servers();
  assert.ok(before);
  assert.deepEqual(others, []);
  process.kill(before.pid, 'SIGKILL');
  const after = await until('another server', () => servers().find(({ pid }) => pid !== before.pid));
  assert.equal(after.program, before.program);
  await until('lenses', async () => (await lenses(uri)).some(({ command }) => command === 'fyml.invoke') || undefined);
});

hostTest('trusted', 'restarting on demand ends the server before it starts another', async () => {
  const uri = await openService();
  const [before] = servers();
  await vscode.commands.executeCommand('fyml.restartServer');
  await until('the end of the first', () => servers().every(({ pid }) => pid !== before?.pid) || undefined);
  await until('lenses', async () => (await lenses(uri)).length > 0 || undefined);
  assert.equal(servers().length, 1);
});

hostTest('trusted', 'a file that is created later is checked', async () => {
  const uri = file('later/f.yml');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('service: later\nprovider:\n  name: aliyun\n  runtim: nodejs20\n'));
  await vscode.window.showTextDocument(uri);
  await until('a problem', () => problems(uri).some(({ message }) => message.includes('runtim')) || undefined);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.workspace.fs.delete(file('later'), { recursive: true });
});

errand('set', async (argument) => {
  for (const [name, value] of Object.entries(argument as Record<string, unknown>)) {
    await vscode.workspace.getConfiguration('fyml').update(name, value ?? undefined, vscode.ConfigurationTarget.Global);
  }
});

errand('run', async (argument) => {
  const { command, argument: passed } = argument as { command: string; argument?: unknown };
  // what it says it asks the user, who is outside
  void vscode.commands.executeCommand(command, passed);
  return Promise.resolve();
});

errand('close', async () => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('workbench.action.closePanel');
});

errand('clear', async () => {
  await vscode.commands.executeCommand('notifications.clearAll');
});

errand('notifications', async () => {
  await vscode.commands.executeCommand('notifications.showList');
});

errand('save', async () => {
  await until('a change', () => vscode.workspace.textDocuments.some(({ isDirty }) => isDirty) || undefined);
  await vscode.workspace.saveAll();
});

errand('remove breakpoints', () => {
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
});
