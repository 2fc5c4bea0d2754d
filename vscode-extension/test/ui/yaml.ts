import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { scenarios } from '../workbench/workbench';

const { scenario, hostTests } = scenarios('yaml', { trust: 'Yes, I trust the authors', extensions: ['yaml'] });

hostTests('yaml');

scenario('the YAML extension is quieted once somebody has agreed, and only then', async (workbench) => {
  // closing all notifications has hidden the offer; it is still in their centre
  await workbench.command('Notifications: Show Notifications');
  await workbench.screenshot('yaml-offer');
  await workbench.page.getByRole('button', { name: 'Leave Them to fyml' }).first().click();
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await workbench.host.run('yaml setting')) !== null) {
      break;
    }
    await sleep(200);
  }
  assert.deepEqual(await workbench.host.run('yaml setting'), ['**/{f,serverless}.{yml,yaml}']);
});
