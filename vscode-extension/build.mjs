// Bundles the extension (`node build.mjs`) and, with `--tests`, its tests beside it.
import { readdirSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';

const cloud = /^(\w+)\.schema\.json$/;
const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['vscode', 'playwright-core', 'typescript'],
  logLevel: 'warning',
};

await esbuild.build({
  ...shared,
  // two files: what any YAML document loads, and what a service file loads
  entryPoints: ['src/extension.ts', 'src/features.ts'],
  external: [...shared.external, './features.js'],
  supported: { 'dynamic-import': false },
  outdir: 'dist',
  minify: true,
  // the clouds that have a table, so that their names stand in one place only
  define: {
    CLOUDS: JSON.stringify(readdirSync('../schema/json').flatMap((name) => cloud.exec(name)?.[1] ?? [])),
  },
});

if (process.argv.includes('--tests')) {
  // what is left of tests that are no more must not run
  rmSync('dist/test', { recursive: true, force: true });
  const tests = (folder) =>
    readdirSync(`test/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `test/${folder}/${name}`);
  for (const folder of ['unit', 'ui']) {
    await esbuild.build({ ...shared, entryPoints: tests(folder), outdir: `dist/test/${folder}`, sourcemap: 'inline' });
  }
  await esbuild.build({ ...shared, entryPoints: ['test/host/companion.ts'], outfile: 'dist/test/host/companion.js' });
}
