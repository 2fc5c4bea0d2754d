import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-protocol';
import { findServices, isServiceDocument, PATTERN } from '../editor/documents';
import type { Outline, OutlineFunction } from '../outline';
import type { Server } from '../server/server';

/** How many service files are listed. */
const MOST_SERVICES = 100;
/** How long to wait for more changes before the tree is drawn again, in milliseconds. */
const DELAY = 300;

/** A line of the tree. It is what commands in its menu get as argument. */
export interface TreeNode {
  readonly kind: 'service' | 'function' | 'aggregation' | 'trigger';
  readonly uri: string;
  readonly function?: string;
  readonly label: string;
  readonly detail: string;
  readonly range: Range | undefined;
  readonly children: readonly TreeNode[];
}

const ICONS: Record<TreeNode['kind'], string> = {
  service: 'package',
  function: 'symbol-method',
  aggregation: 'combine',
  trigger: 'symbol-event',
};

/** The view "f.yml": services, their functions and aggregations, their triggers. */
export class ServiceTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const files = vscode.workspace.createFileSystemWatcher(PATTERN, false, true, false);
    const refresh = () => {
      this.refresh();
    };
    this.disposables = [
      this.changed,
      files,
      files.onDidCreate(refresh),
      files.onDidDelete(refresh),
      server.onDidStart(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidOpenTextDocument((document) => {
        // one that is known is opened by drawing the tree
        if (isServiceDocument(document) && document.uri.scheme !== 'file') {
          this.refresh();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isServiceDocument(document)) {
          this.refresh();
        }
      }),
    ];
  }

  /** Draws the tree again, soon. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.changed.fire(undefined);
    }, DELAY);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) {
      return [...node.children];
    }
    if (!this.server.isRunning) {
      return [];
    }
    const found = await findServices(MOST_SERVICES);
    // not every file system can be searched
    const open = vscode.workspace.textDocuments.filter(isServiceDocument).map((document) => document.uri);
    const files = new Map([...found, ...open].map((uri) => [uri.toString(), uri]));
    const services = await Promise.all([...files.values()].map((uri) => this.service(uri)));
    return services
      .filter((service) => service !== undefined)
      .sort((one, other) => one.label.localeCompare(other.label) || one.uri.localeCompare(other.uri));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const state = node.children.length === 0 ? None : node.kind === 'service' ? Expanded : Collapsed;
    const item = new vscode.TreeItem(node.label, state);
    item.description = node.detail;
    item.contextValue = node.kind;
    item.iconPath = new vscode.ThemeIcon(ICONS[node.kind]);
    item.command = { title: vscode.l10n.t('Open in f.yml'), command: 'fyml.reveal', arguments: [node] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async service(uri: vscode.Uri): Promise<TreeNode | undefined> {
    try {
      const outline = await this.server.outline(uri);
      return outline && serviceNode(uri, outline);
    } catch (error) {
      // one file that cannot be read must not empty the tree
      this.server.log.warn(`${uri.toString()}: ${String(error)}`);
      return undefined;
    }
  }
}

function serviceNode(uri: vscode.Uri, outline: Outline): TreeNode {
  const file = vscode.workspace.asRelativePath(uri);
  const node = (kind: TreeNode['kind'], found: OutlineFunction): TreeNode => ({
    kind,
    uri: uri.toString(),
    ...(kind === 'function' ? { function: found.name } : {}),
    label: found.name,
    detail: found.detail,
    range: found.range,
    children: found.triggers.map((trigger) => ({
      kind: 'trigger',
      uri: uri.toString(),
      label: trigger.name,
      detail: '',
      range: trigger.range,
      children: [],
    })),
  });
  return {
    kind: 'service',
    uri: uri.toString(),
    label: outline.name || path.posix.basename(path.posix.dirname(uri.path)),
    detail: [outline.provider, file].filter(Boolean).join(' · '),
    range: undefined,
    children: [
      ...outline.functions.map((found) => node('function', found)),
      ...outline.aggregations.map((found) => node('aggregation', found)),
    ],
  };
}
