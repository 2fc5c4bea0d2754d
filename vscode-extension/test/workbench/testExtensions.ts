import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const VSCE = path.resolve('node_modules', '@vscode', 'vsce', 'vsce');

/** Extensions that are installed beside ours. */
export type TestExtension = 'host' | 'yaml';

const MAKERS: Record<TestExtension, (folder: string) => void> = { host, yaml };

/** Packages one of them in a workbench's folder; the path of the package. */
export function testExtension(home: string, name: TestExtension): string {
  const folder = path.join(home, 'packages', name);
  const vsix = `${folder}.vsix`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  MAKERS[name](folder);
  const options = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  execFileSync(process.execPath, [VSCE, ...options], { cwd: folder, stdio: 'pipe' });
  return vsix;
}

/** Runs tests in the extension host. */
function host(folder: string): void {
  cpSync('test/host/package.json', path.join(folder, 'package.json'));
  cpSync('dist/test/host/companion.js', path.join(folder, 'companion.js'));
}

/** Has the name and the setting of the YAML extension, and nothing of what it does. */
function yaml(folder: string): void {
  const setting = { type: ['string', 'array'], default: [], description: 'Globs of files that detected schemas are not applied to.' };
  const configuration = { properties: { 'yaml.disableSchemaDetection': setting } };
  manifest(folder, { name: 'vscode-yaml', publisher: 'redhat', contributes: { configuration } });
}

function manifest(folder: string, more: object): void {
  const common = { publisher: 'fyml-test', version: '0.0.1', license: 'MIT', engines: { vscode: '^1.90.0' } };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...common, ...more }));
}
