import * as vscode from 'vscode';
import type { TreeNode } from './serviceTree';

/** Shows the place in f.yml that a line of the tree stands for. */
export async function reveal(node: TreeNode): Promise<void> {
  const { start, end } = node.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  await vscode.window.showTextDocument(vscode.Uri.parse(node.uri, true), {
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}

/** Opens the source of the function that a line of the tree stands for: where its definition leads. */
export async function openSource(node: TreeNode): Promise<void> {
  const uri = vscode.Uri.parse(node.uri, true);
  const { start } = node.range ?? { start: { line: 0, character: 0 } };
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    uri,
    new vscode.Position(start.line, start.character),
  );
  const [first] = found;
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No source was found for `{0}`.', node.label));
    return;
  }
  const [target, range] =
    'targetUri' in first ? [first.targetUri, first.targetSelectionRange ?? first.targetRange] : [first.uri, first.range];
  await vscode.window.showTextDocument(target, { selection: new vscode.Range(range.start, range.start) });
}
