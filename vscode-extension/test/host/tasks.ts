import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { hostTest } from './registry';
import { file, openService, pathOf, until, withSettings } from './service';

hostTest('trusted', 'invoke, test and package are tasks: processes with arguments', async () => {
  await openService();
  const tasks = await fetched();
  const show = named(tasks, 'invoke show');
  assert.ok(show.execution instanceof vscode.ProcessExecution);
  assert.ok(show.execution.args.includes('--function=show'));
  assert.deepEqual(show.definition, { type: 'fyml', kind: 'invoke', function: 'show' });
  assert.equal(named(tasks, 'test').group?.id, vscode.TaskGroup.Test.id);
  assert.equal(named(tasks, 'package').group?.id, vscode.TaskGroup.Build.id);
  assert.deepEqual(tasks.filter(({ definition }) => ['deploy', 'debug', 'dev'].includes(String(definition['kind']))), []);
});

hostTest('trusted', 'a task in tasks.json runs with the real `f`', async () => {
  await openService();
  const wanted = { version: '2.0.0', tasks: [{ type: 'fyml', kind: 'invoke', function: 'tick', label: 'my tick' }] };
  await vscode.workspace.fs.writeFile(file('.vscode/tasks.json'), new TextEncoder().encode(JSON.stringify(wanted)));
  const task = await until('the task', async () => (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'my tick'));
  assert.equal(await exitCodeOf(task), 0);
});

hostTest('trusted', 'packaging as a task runs with the real `f`', async () => {
  await openService();
  await withSettings({ 'cli.args': ['--skipZip', '--skipInstallDep'] }, async () => {
    const task = await until('the task', async () => {
      const found = named(await fetched(), 'package');
      // the server has heard of the setting
      return found.execution instanceof vscode.ProcessExecution && found.execution.args.includes('--skipZip') ? found : undefined;
    });
    assert.equal(await exitCodeOf(task), 0);
    assert.ok(existsSync(pathOf('.serverless/template.yml')));
  });
});

hostTest('trusted', 'the command for tests runs them as a task', async () => {
  const uri = await openService();
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition['kind'] === 'test') {
        listener.dispose();
        resolve(exitCode);
      }
    });
  });
  await vscode.commands.executeCommand('fyml.test', { uri: uri.toString() });
  assert.equal(await ended, 0);
});

async function fetched(): Promise<vscode.Task[]> {
  return vscode.tasks.fetchTasks({ type: 'fyml' });
}

function named(tasks: readonly vscode.Task[], name: string): vscode.Task {
  const found = tasks.find((task) => task.name === name);
  assert.ok(found, `no ${name} among ${tasks.map((task) => task.name).join(', ')}`);
  return found;
}

async function exitCodeOf(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name === task.name) {
        listener.dispose();
        resolve(exitCode);
      }
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}
