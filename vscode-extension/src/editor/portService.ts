import * as vscode from 'vscode';
import type { Services } from '../run/services';
import type { Server } from '../server/server';
import type { VirtualDocuments } from '../views/virtualDocuments';

/** The clouds with a table in `schema/`; `build.mjs` puts them here. */
declare const CLOUDS: readonly string[];

/** Rewrites a service for another cloud: shows what is lost and what was translated, and the edit for review. */
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
  const report: unknown[] = Array.isArray(answer.report) ? answer.report : [];
  const title = vscode.l10n.t('The service for {0}', to);
  await documents.show(`port/${to}.md`, [`# ${title}`, '', ...report.map(line)].join('\n'), 'markdown');
  if (edit) {
    await vscode.workspace.applyEdit(forReview(edit, title));
  }
}

function clouds(): readonly string[] {
  return CLOUDS;
}

function line(item: unknown): string {
  if (typeof item === 'string') {
    return `- ${item}`;
  }
  const { kind, path, message } = (item ?? {}) as Record<'kind' | 'path' | 'message', unknown>;
  const [marked, place] = [kind, path].map((word) => (typeof word === 'string' && word !== '' ? word : undefined));
  const text = typeof message === 'string' ? message : JSON.stringify(item);
  return `- ${[marked && `**${marked}**`, place && `\`${place}\``, text].filter(Boolean).join(' ')}`;
}

/** The same edit, to be looked at before it is applied. */
function forReview(edit: vscode.WorkspaceEdit, label: string): vscode.WorkspaceEdit {
  const reviewed = new vscode.WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) {
    for (const { range, newText } of edits) {
      reviewed.replace(uri, range, newText, { needsConfirmation: true, label });
    }
  }
  return reviewed;
}
