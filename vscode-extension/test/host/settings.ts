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

hostTest('trusted', 'outline and folds can be left to another extension', async () => {
  await openService();
  assert.ok((await outlineAndFolds('ours')).every((found) => found > 0));
  await withSettings({ outline: false }, async () => {
    assert.deepEqual(await outlineAndFolds('theirs'), [0, 0]);
  });
});

/** How many symbols and folded comments a new file has: VS Code keeps the symbols of one it knows, and folds by indentation itself. */
async function outlineAndFolds(folder: string): Promise<number[]> {
  const uri = file(`${folder}/f.yml`);
  const text = '# one\n# two\n# three\nservice: shop\nprovider:\n  name: aliyun\n';
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri);
  const ask = async <T>(command: string) => (await vscode.commands.executeCommand<T[] | undefined>(command, uri)) ?? [];
  const symbols = await ask<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider');
  const folds = await ask<vscode.FoldingRange>('vscode.executeFoldingRangeProvider');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.workspace.fs.delete(file(folder), { recursive: true });
  return [symbols.length, folds.filter(({ kind }) => kind === vscode.FoldingRangeKind.Comment).length];
}
