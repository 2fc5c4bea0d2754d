import * as vscode from 'vscode';

/**
 * Whether programs of this workspace may be run; tells the user why not.
 *
 * Asked at the point of use: `when` clauses only hide commands, and any extension can call them.
 */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = vscode.l10n.t('Manage Trust');
  void vscode.window
    .showWarningMessage(
      vscode.l10n.t('This workspace is in Restricted Mode: fyml checks f.yml, but runs nothing. Trust it to run functions.'),
      manage,
    )
    .then((answer) => {
      if (answer === manage) {
        void vscode.commands.executeCommand('workbench.trust.manage');
      }
    });
  return false;
}
