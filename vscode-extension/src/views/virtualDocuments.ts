import * as vscode from 'vscode';

const SCHEME = 'fyml';
/** How many texts are kept. */
const MOST = 50;

/** Read-only documents that are no files: previews, results to compare. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  /** Makes `text` the content of the document with this path. */
  set(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${path}` });
    this.texts.delete(uri.path);
    this.texts.set(uri.path, text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MOST && oldest !== undefined) {
      this.texts.delete(oldest);
    }
    this.changed.fire(uri);
    return uri;
  }

  /** Sets a document and opens it beside the editor. */
  async show(path: string, text: string, language: string): Promise<void> {
    const opened = await vscode.workspace.openTextDocument(this.set(path, text));
    const document = await vscode.languages.setTextDocumentLanguage(opened, language);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.path);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
