import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { servers } from './processes';
import { hostTest } from './registry';
import { extension, file, openService, problems, until, withSettings } from './service';

hostTest('trusted', 'a folder cannot choose the server', async () => {
  await openService();
  const settings = JSON.stringify({ 'fyml.server.path': '/bin/false' });
  await vscode.workspace.fs.writeFile(file('.vscode/settings.json'), new TextEncoder().encode(settings));
  await vscode.commands.executeCommand('fyml.restartServer');
  const server = await until('a server', () => servers()[0]);
  assert.ok(server.program.startsWith(extension().extensionPath), server.program);
  await vscode.workspace.fs.delete(file('.vscode/settings.json'));
});

hostTest('trusted', 'a rule that is switched off reports nothing', async () => {
  await openService();
  const uri = file('broken/f.yaml');
  await vscode.window.showTextDocument(uri);
  const codes = () => problems(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));
  const [first] = await until('problems', () => (codes().length > 0 ? codes() : undefined));
  assert.ok(first);
  await withSettings({ rules: { [first]: 'off' } }, async () => {
    await until(`an end of ${first}`, () => !codes().includes(first) || undefined);
    assert.ok(codes().length > 0);
  });
  await until(`${first} again`, () => codes().includes(first) || undefined);
});
