import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const placeholders = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(`${folder}/${entry.name}`) : [readFileSync(`${folder}/${entry.name}`, 'utf8')],
  );
}

test('every text of the extension is there in Chinese, and no other', () => {
  const bundle = read('l10n/bundle.l10n.zh-cn.json');
  const used = new Set(
    sources('src').flatMap((text) => [...text.matchAll(/\bt\(\s*'([^']*)'/g)].map((found) => found[1] ?? '')),
  );
  assert.deepEqual(Object.keys(bundle).sort(), [...used].sort());
  for (const [english, chinese] of Object.entries(bundle)) {
    assert.deepEqual(placeholders(chinese), placeholders(english), english);
  }
});

test('every text of the manifest is there in both languages', () => {
  const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map((found) => found[1] ?? '');
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    assert.deepEqual(Object.keys(read(file)).sort(), [...new Set(used)].sort(), file);
  }
});
