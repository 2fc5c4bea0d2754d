import * as vscode from 'vscode';

const SERVICE = `service: shop
provider:
  name: aliyun
functions:
  show:
    handlr: shop.show
    events:
      - http:
          path: /shop/:id
`;

/** A folder that is on no disk, with a service in it. */
export class Memory implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  stat(uri: vscode.Uri): vscode.FileStat {
    const type = uri.path.endsWith('/f.yml') ? vscode.FileType.File : vscode.FileType.Directory;
    if (type === vscode.FileType.Directory && !['/', '/virtual'].includes(uri.path)) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return { type, ctime: 0, mtime: 0, size: SERVICE.length };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [['f.yml', vscode.FileType.File]];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    if (!uri.path.endsWith('/f.yml')) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return new TextEncoder().encode(SERVICE);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
