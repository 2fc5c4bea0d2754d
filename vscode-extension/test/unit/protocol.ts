import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portReport } from '../../src/editor/portReport';
import { checkedOf, devServerOf, runEndedOf, runnablesOf, runOutputOf, runResultOf, targetOf } from '../../src/protocol';
import { Restarts } from '../../src/server/restarts';
import { responseOf } from '../../src/views/response';
import { resultHtml, type ResultTexts } from '../../src/views/resultHtml';

const LINE = { kind: 'invoke', function: 'index', label: 'invoke index', program: '/f', args: ['invoke'], cwd: '/p', env: {} };

test('forged command lines are left out', () => {
  assert.equal(runnablesOf([LINE]).length, 1);
  for (const wrong of [{ args: 'rm -rf' }, { args: [1] }, { program: '' }, { kind: 'format' }, { env: { A: 1 } }, { cwd: null }]) {
    assert.deepEqual(runnablesOf([{ ...LINE, ...wrong }]), [], JSON.stringify(wrong));
  }
  assert.deepEqual(runnablesOf(null), []);
});

test('what is no target, result or dev server is none', () => {
  for (const value of [undefined, null, 1, 'x', [], {}]) {
    assert.equal(targetOf(value), undefined);
    assert.equal(runResultOf(value), undefined);
    assert.equal(devServerOf(value), undefined);
    assert.equal(runOutputOf(value), undefined);
  }
  assert.deepEqual(targetOf({ uri: 'file:///f.yml', function: 'a' }), { uri: 'file:///f.yml', function: 'a' });
});

test('places of the protocol count from 0, ours from 1', () => {
  const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };
  const location = runResultOf({ ok: false, location: { uri: 'file:///a.ts', range } })?.location;
  assert.deepEqual(location, { file: 'file:///a.ts', line: 4, column: 5 });
});

test('a crashing server is started later and later, and then no more', () => {
  let now = 0;
  const restarts = new Restarts(() => now);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => restarts.next()), [1000, 2000, 4000, 8000, undefined]);
  now = 200_000;
  assert.equal(restarts.next(), 1000);
});

test('bodies are read as what they are', () => {
  const http = (body: unknown, more = {}) => responseOf({ statusCode: 200, headers: {}, body, ...more });
  assert.equal(http('{"a":1}').body, '{\n  "a": 1\n}');
  assert.equal(http('{not json').body, '{not json');
  const coded = { isBase64Encoded: true, headers: { 'Content-Type': 'text/html' } };
  assert.equal(http(Buffer.from('<p>你好').toString('base64'), coded).body, '<p>你好');
  assert.equal(responseOf(undefined).body, '');
  assert.equal(responseOf([1]).http, undefined);
});

test('nothing of a result becomes markup', () => {
  const evil = '</pre><script>alert(1)</script>"\'';
  const texts = new Proxy({}, { get: () => evil }) as ResultTexts;
  const result = { ok: false, exitCode: 1, durationMs: 1, output: evil, error: evil, location: { file: evil, line: 1, column: 1 },
    result: { statusCode: 500, headers: { [evil]: evil }, body: evil } };
  const state = { title: evil, input: evil, inputs: [{ name: evil, data: evil }], result, hasEarlier: true };
  const page = resultHtml(state, texts, { source: 'https://here', style: 's', script: 'r', nonce: 'n' });
  assert.equal(page.match(/<script/g)?.length, 1);
  assert.match(page, /default-src &#39;none&#39;/);
});

test('a run is either a whole command line or a refusal', () => {
  assert.deepEqual(checkedOf([{ kind: 'deploy', refusal: 'no provider' }]), { refusal: 'no provider' });
  assert.equal(checkedOf([{ ...LINE, args: 'rm' }]), undefined);
  assert.equal(checkedOf([]), undefined);
  const checked = checkedOf([{ ...LINE, question: 'Sure?', hasErrors: true, notes: ['a'] }]);
  assert.deepEqual(checked, { ...runnablesOf([LINE])[0], question: 'Sure?', hasErrors: true, notes: ['a'] });
  assert.equal(runEndedOf({ runId: 1 }), undefined);
  assert.equal(runOutputOf({ kind: 'format', text: 'a' }), undefined);
});

test('the report of a move begins with what somebody must do', () => {
  const texts = { title: 'T', 'needs-you': 'N', lost: 'L', translated: 'W', carried: 'C' };
  const report = [
    { kind: 'carried', path: 'service.name', before: 'shop', after: null, message: null },
    { kind: 'translated', path: 'provider.runtime', before: 'nodejs20', after: 'Nodejs20.19', message: 'Spelled so.' },
    { kind: 'needs-you', path: 'provider.name', before: 'aliyun', after: null, message: 'No region.' },
    { kind: 'forged', path: 'x' },
    null,
  ];
  const expected = '# T\n\n## N\n\n* `provider.name`: No region.\n\n## W\n\n* `provider.runtime`: `nodejs20` → `Nodejs20.19`. Spelled so.\n\n## C\n\n* `service.name`\n';
  assert.equal(portReport(report, texts), expected);
  assert.equal(portReport('x', texts), '# T\n');
});
