import * as vscode from 'vscode';

/** The names the toolchain reads. */
const NAMES = '{f,serverless}.{yml,yaml}';

/** Glob of the files; whether a `serverless.yml` is Midway's is for the server to say. */
export const PATTERN = `**/${NAMES}`;

/** Glob of folders where copies of the files lie that nobody edits. */
const EXCLUDED = '**/{node_modules,.serverless,.faas_debug_tmp,dist}/**';

/**
 * The documents, by name and not by language: they stay `yaml`, with everything that YAML has. Copies that Git shows
 * in comparisons are none of them.
 */
export function documentSelector(): { scheme: string; pattern: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', ...folders.map((folder) => folder.uri.scheme)]);
  return [...schemes].map((scheme) => ({ scheme, pattern: PATTERN }));
}

/** Whether the server is asked about `document`. */
export function isServiceDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(documentSelector(), document) > 0;
}

/** How long a search may take, in milliseconds: as long as VS Code itself searches for what activates an extension. */
const SEARCH_LIMIT = 7_000;

/** The files in the window's folders, at most `most`; none where a search does not end, as in a file system without one. */
export async function findServices(most: number): Promise<vscode.Uri[]> {
  const source = new vscode.CancellationTokenSource();
  const end = new Promise<vscode.Uri[]>((resolve) => {
    source.token.onCancellationRequested(() => {
      resolve([]);
    });
  });
  const timer = setTimeout(() => {
    source.cancel();
  }, SEARCH_LIMIT);
  try {
    return await Promise.race([vscode.workspace.findFiles(PATTERN, EXCLUDED, most, source.token), end]);
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}

/** The document that commands without an argument are about: the one in view, else the one in view last. */
export class LastDocument implements vscode.Disposable {
  private last: vscode.Uri | undefined;
  private readonly listener: vscode.Disposable;

  constructor() {
    this.note(vscode.window.activeTextEditor);
    this.listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
      this.note(editor);
    });
  }

  /** Its URI; where none was in view yet, the only one of the workspace, or the one the user picks. */
  async uri(): Promise<vscode.Uri | undefined> {
    if (this.last) {
      return this.last;
    }
    const found = await findServices(100);
    if (found.length < 2) {
      return found[0];
    }
    const items = found
      .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
      .sort((one, other) => one.label.localeCompare(other.label));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which service?') }))?.uri;
  }

  dispose(): void {
    this.listener.dispose();
  }

  private note(editor: vscode.TextEditor | undefined): void {
    if (editor && isServiceDocument(editor.document)) {
      this.last = editor.document.uri;
    }
  }
}
