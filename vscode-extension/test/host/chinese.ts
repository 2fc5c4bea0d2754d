import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hostTest } from './registry';
import { file, lenses, openService, problems, until } from './service';

hostTest('chinese', 'the server speaks Chinese', async () => {
  assert.equal(vscode.env.language, 'zh-cn');
  const titles = (await lenses(await openService())).map(({ title }) => title);
  assert.ok(titles.some((title) => title.startsWith('▶ 调用')), titles.join(', '));
  const broken = file('broken/f.yaml');
  await vscode.window.showTextDocument(broken);
  await until('problems', () => problems(broken).length > 0 || undefined);
  assert.deepEqual(problems(broken).filter(({ message }) => !/\p{Script=Han}/u.test(message)), []);
});
