import * as vscode from 'vscode';
import type { Services } from '../run/services';
import type { Server } from '../server/server';
import type { VirtualDocuments } from '../views/virtualDocuments';
import { portReport } from './portReport';

/** The clouds with a table in `schema/`; `build.mjs` puts them here. */
declare const CLOUDS: readonly string[];

/** Rewrites a service for another cloud: shows the changes and what is lost by them, and makes them if that is wanted. */
export async function portService(
  server: Server,
  services: Services,
  documents: VirtualDocuments,
  argument: unknown,
): Promise<void> {
  const target = await services.target(argument);
  if (!target) {
    return;
  }
  const asked = (argument as { to?: unknown } | undefined)?.to;
  const placeHolder = vscode.l10n.t('To which cloud?');
  const to = typeof asked === 'string' ? asked : await vscode.window.showQuickPick([...clouds()], { placeHolder });
  if (to === undefined) {
    return;
  }
  const answer = (await server.execute('fyml.port', { uri: target.uri, to })) as { edit?: unknown; report?: unknown };
  const edit = await server.asWorkspaceEdit(answer.edit);
  const uri = vscode.Uri.parse(target.uri, true);
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const title = vscode.l10n.t('The service for {0}', to);
  const after = documents.set(`port/${to}.yml`, edited(document, edit?.get(uri) ?? []));
  await vscode.commands.executeCommand('vscode.diff', uri, after, `${vscode.workspace.asRelativePath(uri)} → ${to}`);
  await documents.show(`port/${to}.md`, portReport(answer.report, texts(title)), 'markdown');
  const yes = vscode.l10n.t('Write the Changes');
  const message = vscode.l10n.t('Shall f.yml be rewritten for {0}? The report says what is lost and what is left to you.', to);
  if (!edit || (await vscode.window.showInformationMessage(message, yes)) !== yes) {
    return;
  }
  if (document.version !== version) {
    throw new Error(vscode.l10n.t('The file has changed since. Run the command again.'));
  }
  await vscode.workspace.applyEdit(edit);
}

function clouds(): readonly string[] {
  return CLOUDS;
}

/** The text of a document after some edits. */
function edited(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string {
  let text = document.getText();
  const fromTheEnd = [...edits].sort((one, other) => other.range.start.compareTo(one.range.start));
  for (const { range, newText } of fromTheEnd) {
    text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
  }
  return document.eol === vscode.EndOfLine.CRLF ? text.replace(/\r?\n/g, '\r\n') : text;
}

function texts(title: string): Parameters<typeof portReport>[1] {
  const { t } = vscode.l10n;
  return {
    title,
    'needs-you': t('Left to you'),
    lost: t('Lost'),
    translated: t('Written in another way'),
    carried: t('Carried over'),
  };
}
