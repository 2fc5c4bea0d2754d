import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Setting {
  readonly scope?: string;
  readonly properties?: Record<string, unknown>;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: unknown };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly configuration: { readonly properties: Record<string, Setting> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const settings = manifest.contributes.configuration.properties;

/** The names in a table of the server's source, between the type's `as_str` and the end of it. */
function namesOf(type: string, file: string): string[] {
  const source = readFileSync(`../server/src/${file}`, 'utf8');
  return [...source.matchAll(new RegExp(`${type}::\\w+ => "(\\w+)"`, 'g'))].map((found) => found[1] ?? '').sort();
}

test('the settings name the lenses and hints that the server knows', () => {
  const names = (setting: string) => Object.keys(settings[setting]?.properties ?? {}).sort();
  assert.deepEqual(names('fyml.lenses'), namesOf('LensKind', 'ide/lenses.rs'));
  assert.deepEqual(names('fyml.inlayHints'), namesOf('HintKind', 'ide/inlay_hints.rs'));
});

test('nothing that could name a program can come from a folder that is not trusted', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  assert.equal(untrustedWorkspaces.supported, 'limited');
  assert.equal(virtualWorkspaces.supported, 'limited');
  const restricted = Object.keys(settings).filter((name) => /^fyml\.(cli\..*|toolchain)$/.test(name));
  assert.deepEqual([...untrustedWorkspaces.restrictedConfigurations].sort(), restricted.sort());
  assert.equal(settings['fyml.server.path']?.scope, 'machine');
});

test('it is activated by its files, and by YAML that may be a first one', () => {
  const isFile = (event: string) => /^workspaceContains:(\*\*\/)?(f|serverless)\./.test(event);
  const { activationEvents } = manifest;
  assert.ok(activationEvents.some(isFile));
  assert.deepEqual(activationEvents.filter((event) => !isFile(event)), ['onLanguage:yaml']);
});

test('what YAML of others loads is little, and no client of a server', () => {
  const entry = readFileSync('dist/extension.js', 'utf8');
  assert.ok(entry.length < 4_000, `${entry.length} characters`);
  const parts = [...entry.matchAll(/\brequire\("([^"]*)"\)/g)].map((found) => found[1] ?? '');
  assert.deepEqual([...new Set(parts)].sort(), ['./features.js', 'vscode']);
});

test('commands that run are not offered in a folder that is not trusted', () => {
  const hidden = manifest.contributes.menus.commandPalette.filter(({ when }) => when === 'isWorkspaceTrusted');
  const runs = ['invoke', 'debug', 'test', 'package', 'deploy', 'dev', 'stopDev', 'cancelRun'];
  assert.deepEqual(hidden.map(({ command }) => command).sort(), runs.map((name) => `fyml.${name}`).sort());
});

test('what the YAML extension is told is what docs/beside-yaml.md recommends', () => {
  const [, settings] = /```json\n(.*?)```/s.exec(readFileSync('../docs/beside-yaml.md', 'utf8')) ?? [];
  const recommended = JSON.parse(settings ?? '{}') as Record<string, unknown>;
  const [, pattern] = /const PATTERN = '(.*)'/.exec(readFileSync('src/editor/yamlExtension.ts', 'utf8')) ?? [];
  assert.deepEqual(recommended, { 'yaml.disableSchemaDetection': [pattern] });
});
