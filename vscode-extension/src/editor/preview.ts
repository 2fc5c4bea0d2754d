import * as vscode from 'vscode';
import type { Services } from '../run/services';
import type { Server } from '../server/server';
import type { VirtualDocuments } from '../views/virtualDocuments';

/** Shows what a deployment would hand to the cloud. Nothing is run for it. */
export async function preview(
  server: Server,
  services: Services,
  documents: VirtualDocuments,
  argument: unknown,
): Promise<void> {
  const target = await services.target(argument);
  if (!target) {
    return;
  }
  const { provider, tool } = (argument ?? {}) as { provider?: unknown; tool?: unknown };
  const text = await server.execute('fyml.preview', {
    uri: target.uri,
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(typeof tool === 'string' ? { tool } : {}),
  });
  if (typeof text !== 'string') {
    throw new Error(vscode.l10n.t('The server returned no preview.'));
  }
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(target.uri));
  // a name of its own: it is no service file
  await documents.show(`preview/${file.replace(/\.ya?ml$/, '')}.preview.yml`, text, 'yaml');
}
