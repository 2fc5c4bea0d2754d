import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { servers } from './processes';
import { hostTest } from './registry';
import { extension, file, openService, problems, until } from './service';

hostTest('plain', 'other YAML starts no server and loads next to nothing', async () => {
  await vscode.window.showTextDocument(file('values.yaml'));
  // active is what has also searched the folder
  await until('the extension', () => extension().isActive || undefined);
  assert.deepEqual(servers(), []);
  assert.deepEqual(loaded(), ['dist/extension.js']);
});

hostTest('plain', 'nor does a command, where there is no service', async () => {
  await vscode.commands.executeCommand('fyml.refreshServices');
  assert.deepEqual(servers(), []);
  assert.deepEqual(loaded(), ['dist/extension.js', 'dist/features.js']);
});

hostTest('plain', 'a first f.yml starts it, though nobody opens the file', async () => {
  await vscode.workspace.fs.writeFile(file('f.yml'), new Uint8Array());
  await until('a server', () => servers().length === 1 || undefined);
});

hostTest('plain', 'a first f.yml is completed while it is still empty', async () => {
  const uri = file('f.yml');
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  await vscode.window.showTextDocument(uri);
  await until('completions', async () => {
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(0, 0),
    );
    const labels = found.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return ['service', 'provider', 'functions'].every((key) => labels.includes(key)) || undefined;
  });
});

hostTest('plain', 'a file outside of every folder is checked', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fyml-lone-'));
  const uri = vscode.Uri.file(path.join(folder, 'f.yml'));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('service: lone\nprovider:\n  name: aliyun\n  runtim: nodejs20\n'));
  await vscode.window.showTextDocument(uri);
  await until('a problem', () => problems(uri).some(({ message }) => message.includes('runtim')) || undefined);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  rmSync(folder, { recursive: true });
});

hostTest('trusted', 'an f.yml in the folder activates it, and the file stays YAML', async () => {
  const uri = await openService();
  assert.equal(extension().isActive, true);
  assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, 'yaml');
});

hostTest('trusted', 'every command of the manifest is there', async () => {
  await openService();
  const known = new Set(await vscode.commands.getCommands(true));
  const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
  const missing = contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
  assert.deepEqual(missing, []);
});

/** What of the extension is loaded here: the tests run in the same process. */
function loaded(): string[] {
  const folder = extension().extensionPath + path.sep;
  return Object.keys(require.cache)
    .filter((name) => name.startsWith(folder))
    .map((name) => name.slice(folder.length))
    .sort();
}
