import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, extension, file, openService } from './service';
import { hostTest } from './registry';

hostTest('plain', 'other YAML does not activate the extension', async () => {
  await vscode.window.showTextDocument(file('values.yaml'));
  // an answer about the document comes after all that its opening activates
  await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', file('values.yaml'));
  assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, false);
});

hostTest('plain', 'a command activates it, and says that there is no f.yml', async () => {
  await vscode.commands.executeCommand('fyml.refreshServices');
  assert.equal(extension().isActive, true);
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
