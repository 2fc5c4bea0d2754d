import assert from 'node:assert/strict';
import { scenarios } from '../workbench/scenarios';

const CHINESE = /\p{Script=Han}/u;

const { scenario, hostTests } = scenarios('chinese', {
  trust: 'Yes, I trust the authors',
  locale: 'zh-cn',
});

hostTests('chinese');

scenario('commands, lenses, the view and the status are Chinese', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.lenses('本地服务').first().waitFor();
  await workbench.lenses('▶ 调用').first().waitFor();
  await workbench.page.keyboard.press('F1');
  await workbench.page.locator('.quick-input-widget input').fill('>fyml');
  const commands = workbench.page.locator('.quick-input-list .monaco-list-row');
  await commands.filter({ hasText: '调用函数' }).first().waitFor();
  await commands.filter({ hasText: '启动本地服务' }).first().waitFor();
  await workbench.screenshot('chinese-commands');
  await workbench.page.keyboard.press('Escape');
});

scenario('an invocation and its result are Chinese', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.clickLens('▶ 调用');
  assert.equal(await workbench.textInWebview('#status'), '200');
  assert.match(await workbench.textInWebview('[data-action=run]'), CHINESE);
  assert.match(await workbench.textInWebview('#headers-section summary'), CHINESE);
  await workbench.lenses('停止').first().waitFor({ state: 'detached' });
  await workbench.screenshot('chinese-invoke');
});

scenario('the question before a deployment is Chinese', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.clickLens('部署…');
  const dialog = workbench.dialog();
  await dialog.getByText('要部署此服务吗？').first().waitFor();
  const question = (await dialog.textContent()) ?? '';
  for (const words of ['云平台：aliyun', '地域：', '公开的路由：']) {
    assert.ok(question.includes(words), `${words}: ${question}`);
  }
  await workbench.screenshot('chinese-deploy');
  await workbench.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});
