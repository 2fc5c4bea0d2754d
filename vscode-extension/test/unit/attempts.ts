import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attempts } from '../workbench/attempts';

/** Attempts in numbered boxes, and what becomes of these. */
function boxes(limit?: number) {
  const log: string[] = [];
  let opened = 0;
  const attempts = new Attempts<number>(
    {
      open: () => {
        opened += 1;
        log.push(`open ${opened}`);
        return Promise.resolve(opened);
      },
      close: (box) => {
        log.push(`close ${box}`);
        return Promise.resolve();
      },
      keep: ({ title, attempt }, box) => {
        log.push(`keep ${title} ${attempt} ${String(box)}`);
        return Promise.resolve();
      },
    },
    limit,
  );
  return { attempts, log };
}

const good = () => Promise.resolve();
const bad = () => Promise.reject(new Error('bad'));

test('tests that pass share what is open', async () => {
  const { attempts, log } = boxes();
  assert.equal(await attempts.run('a', good), 'first');
  assert.equal(await attempts.run('b', good), 'first');
  await attempts.close();
  assert.deepEqual(log, ['open 1', 'close 1']);
});

test('one that fails once is tried again in a fresh one', async () => {
  const { attempts, log } = boxes();
  assert.equal(await attempts.run('a', (box) => (box === 1 ? bad() : good())), 'second');
  assert.equal(await attempts.run('b', good), 'first');
  assert.deepEqual(log, ['open 1', 'keep a 1 1', 'close 1', 'open 2']);
});

test('one that fails twice fails, and the next begins with a fresh one', async () => {
  const { attempts, log } = boxes();
  await assert.rejects(attempts.run('a', bad), /bad/);
  assert.equal(await attempts.run('b', good), 'first');
  assert.deepEqual(log, ['open 1', 'keep a 1 1', 'close 1', 'open 2', 'keep a 2 2', 'close 2', 'open 3']);
});

test('many failures are not all tried again', async () => {
  const { attempts, log } = boxes();
  for (const title of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await assert.rejects(attempts.run(title, bad), /bad/);
  }
  assert.equal(log.filter((line) => line.startsWith('keep')).length, 4 * 2 + 2);
});

test('one that never ends fails', async () => {
  const { attempts } = boxes(10);
  const never = () => new Promise<void>(() => undefined);
  await assert.rejects(attempts.run('a', never), /a: no end within 10 ms/);
});

test('one that cannot be opened fails without anything to see', async () => {
  const kept: unknown[] = [];
  const attempts = new Attempts<number>({
    open: bad,
    close: good,
    keep: (_, box) => Promise.resolve(void kept.push(box)),
  });
  await assert.rejects(attempts.run('a', good), /bad/);
  assert.deepEqual(kept, [undefined, undefined]);
});
