import * as vscode from 'vscode';
import type { Services } from './services';

/**
 * Debugs a function: js-debug starts the tool and attaches to every process it starts.
 *
 * The tool's own `--debug` listens on the fixed port 9229 and waits; with two windows, or a second Node.js program being
 * debugged, it would wait for the wrong one.
 */
export async function debug(services: Services, argument: unknown): Promise<boolean> {
  const runs = await services.runs(argument);
  const runnable = runs && (await services.pickFunction(runs, 'debug'));
  if (!runs || !runnable) {
    return false;
  }
  const { cwd, env, label } = runnable;
  // the tool compiles into one of these
  const compiled = [`${cwd}/.faas_debug_tmp/**/*.js`, `${cwd}/dist/**/*.js`];
  return vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(runs.uri), {
    type: 'node',
    request: 'launch',
    name: label,
    runtimeExecutable: runnable.program,
    runtimeArgs: [...runnable.args],
    cwd,
    env: { ...env },
    console: 'internalConsole',
    outputCapture: 'std',
    sourceMaps: true,
    outFiles: compiled,
    // they are not there before the tool has started, and Node.js does not wait for the map of a module it loads: without
    // a stop at the beginning of each file a function may have ended before its breakpoints are set
    runtimeSourcemapPausePatterns: compiled,
    // a map must not lead out of the service
    resolveSourceMapLocations: [`${cwd}/**`, '!**/node_modules/**'],
    pauseForSourceMap: true,
    // every file of the toolchain has a source map, and by default the first of them use up the time for all
    timeouts: { sourceMapMinPause: 10_000, sourceMapCumulativePause: 120_000 },
    skipFiles: ['<node_internals>/**', `${cwd}/node_modules/**`],
  });
}
