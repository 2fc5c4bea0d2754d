import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';

/** The repository; the tests run in the extension's folder. */
export const REPOSITORY = path.resolve('..');
/** Where everything lies that was installed or is written for the tests. */
export const TARGET = path.join(REPOSITORY, 'target', 'vscode');

/** The package of the extension that is tested. */
export const PACKAGE = process.env['FYML_VSIX'] ?? path.join(TARGET, 'fyml.vsix');

/** A fresh project: a service with the real toolchain, and one full of typing mistakes in `broken/`. */
export function project(name: string): string {
  const folder = path.join(TARGET, 'projects', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(path.join(REPOSITORY, 'tests', 'toolchain'), folder, { recursive: true });
  // the other name of the file, so that tabs can be told apart
  cpSync(path.join(REPOSITORY, 'examples', 'broken', 'typos', 'f.yml'), path.join(folder, 'broken', 'f.yaml'));
  symlinkSync(path.join(REPOSITORY, 'target', 'toolchain', 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
