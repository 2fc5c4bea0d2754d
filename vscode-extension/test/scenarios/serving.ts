import assert from 'node:assert/strict';
import type { Scenario } from '../workbench/scenarios';
import { LIMIT } from '../workbench/workbench';

/** The local server, from its lens to its end. */
export function serving(scenario: Scenario): void {
  scenario('the dev server starts, answers, and stops, all by lens', async (workbench) => {
    await workbench.openFile('f.yml');
    await workbench.clickLens(/dev server/i);
    const offer = workbench.notification('The dev server answers at');
    await offer.waitFor({ timeout: 2 * LIMIT });
    await offer.getByRole('button', { name: 'Open Browser' }).waitFor();
    const address = /http:\/\/[\d.]+:\d+/.exec((await offer.textContent()) ?? '')?.[0];
    assert.ok(address);
    const stop = workbench.lenses(/stop dev/i).first();
    await stop.waitFor();
    await workbench.lenses(address).first().waitFor();
    const answer: unknown = await (await fetch(`${address}/shop/42?q=1`)).json();
    assert.deepEqual(answer, { path: '/shop/42', query: { q: '1' } });
    await workbench.screenshot('dev-server');
    await stop.click();
    await stop.waitFor({ state: 'detached' });
    await workbench.lenses(address).first().waitFor({ state: 'detached' });
    await workbench.until('a free port', () => fetch(address).then(() => false, () => true));
    await workbench.host.run('clear');
  });
}
