import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { inspect } from 'node:util';
import type { Failure } from './attempts';
import { TARGET } from './project';
import { homeOf } from './server';
import type { Workbench } from './workbench';

/** Keeps the error, the picture and the logs of a failure in target/vscode/failures, and says so. */
export async function keep(name: string, failure: Failure, workbench: Workbench | undefined): Promise<void> {
  const test = failure.title.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
  const folder = path.join(TARGET, 'failures', `${name}-${test}-${failure.attempt}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const home = homeOf(name);
  for (const log of ['code-server.log', path.join('user', 'logs')]) {
    if (existsSync(path.join(home, log))) {
      cpSync(path.join(home, log), path.join(folder, path.basename(log)), { recursive: true });
    }
  }
  writeFileSync(path.join(folder, 'error.txt'), `${inspect(failure.error)}\n\n${workbench?.console.join('\n') ?? ''}\n`);
  // a page that hangs has no picture
  await workbench?.page.screenshot({ path: path.join(folder, 'screen.png') }).catch(() => undefined);
  console.log(`\n!! try ${failure.attempt} of "${failure.title}" failed; what there was to see is in ${folder}\n${inspect(failure.error)}\n`);
}
