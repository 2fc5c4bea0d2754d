import assert from 'node:assert/strict';
import { scenarios } from '../workbench/scenarios';
import type { Workbench } from '../workbench/workbench';

const OFFER = 'Shall it leave f.yml to fyml?';
const OURS = '**/f.{yml,yaml}';

const refusing = scenarios('yaml-refused', { trust: 'Yes, I trust the authors', extensions: ['yaml'] });

refusing.scenario('the offer about the YAML extension is made once: a No is remembered', async (workbench) => {
  await workbench.openFile('f.yml');
  await workbench.notification(OFFER).waitFor();
  assert.equal(await workbench.host.run('yaml setting'), null);
  await workbench.answer(OFFER, 'No');
  await again(workbench);
  assert.equal(await workbench.host.run('yaml setting'), null);
});

const { scenario, hostTests } = scenarios('yaml', { trust: 'Yes, I trust the authors', extensions: ['yaml'] });

hostTests('yaml');

scenario('the YAML extension is quieted once somebody has agreed, and only then', async (workbench) => {
  await workbench.openFile('f.yml');
  assert.equal(await workbench.host.run('yaml setting'), null);
  await workbench.host.run('notifications');
  await workbench.notification(OFFER).waitFor();
  await workbench.screenshot('yaml-offer');
  await workbench.answer(OFFER, 'Leave It to fyml');
  await workbench.until('the setting', async () => (await workbench.host.run('yaml setting')) !== null);
  assert.deepEqual(await workbench.host.run('yaml setting'), [OURS]);
  await again(workbench);
  assert.deepEqual(await workbench.host.run('yaml setting'), [OURS]);
});

/** Opens the file in a window that has just been loaded again, and sees no offer. */
async function again(workbench: Workbench): Promise<void> {
  await workbench.reload();
  await workbench.openFile('f.yml');
  await workbench.host.run('all that is said at the start');
  assert.equal(await workbench.notification(OFFER).count(), 0);
}
