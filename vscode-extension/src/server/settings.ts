import * as vscode from 'vscode';

/** Settings that can become a program, an argument or an environment variable. */
type Restricted = 'cli.path' | 'cli.args' | 'cli.env' | 'toolchain';

/** What the server takes as `fyml`, in `initializationOptions` and as configuration section. */
export interface ServerSettings {
  readonly trusted: boolean;
  readonly cli: Readonly<Record<string, unknown>>;
  readonly toolchain: unknown;
  readonly lenses: unknown;
  readonly inlayHints: unknown;
  readonly timeouts: unknown;
  readonly rules: unknown;
}

/** The settings for a document or the window. */
export function serverSettings(scope?: vscode.Uri): ServerSettings {
  const configuration = vscode.workspace.getConfiguration('fyml', scope);
  const restricted = (name: Restricted): unknown => {
    if (vscode.workspace.isTrusted) {
      return configuration.get(name);
    }
    // VS Code filters these by the manifest; a repository's values must not get in by another way either
    const found = configuration.inspect(name);
    return found?.globalValue ?? found?.defaultValue;
  };
  const path = restricted('cli.path');
  return {
    trusted: vscode.workspace.isTrusted,
    cli: {
      ...(typeof path === 'string' && path.trim() !== '' ? { path } : {}),
      args: restricted('cli.args') ?? [],
      env: restricted('cli.env') ?? {},
    },
    toolchain: restricted('toolchain'),
    lenses: configuration.get('lenses'),
    inlayHints: configuration.get('inlayHints'),
    timeouts: configuration.get('timeouts'),
    rules: configuration.get('rules'),
  };
}

/** Whether a document's outline and folds are ours; they are a matter of the editor, so the server is not told. */
export function wantsOutline(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('fyml', document).get('outline', true);
}
