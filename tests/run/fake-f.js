#!/usr/bin/env node
// Stands in for `f`: writes down how it was called, then does what FAKE_F says.
'use strict';
const fs = require('fs');
const { spawn } = require('child_process');

fs.writeFileSync('called.json', JSON.stringify({
  args: process.argv.slice(2), cwd: process.cwd(), given: process.env.GIVEN, pid: process.pid,
}));

const block = (text) => console.log(`--------- result start --------\n\n${text}\n\n--------- result end --------`);
const forever = () => setInterval(() => {}, 1000);
const acts = {
  good: () => block('{"fine":true}'),
  // cannot be ended politely, and neither can what it starts
  hang: () => {
    process.on('SIGTERM', () => {});
    fs.mkdirSync('.faas_debug_tmp', { recursive: true });
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM',()=>{});setInterval(()=>{},1000)"], { stdio: 'inherit' });
    fs.writeFileSync('pids.json', JSON.stringify([process.pid, child.pid]));
    console.log('waiting');
    forever();
  },
  flood: () => {
    const line = '中'.repeat(100) + '\n';
    for (let i = 0; i < 60000; i++) fs.writeSync(1, line);
    block('{"flooded":true}');
  },
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  late: () => { block('{"fine":true}'); console.error("Error: ENOENT: no such file, unlink '/x/.faas_debug_tmp/index.js'"); process.exitCode = 1; },
  failed: () => { block('{"headers":{},"statusCode":500,"body":"Internal Server Error"}'); console.error(`Error: no stock\n    at f (${process.cwd()}/src/a.ts:2:9)`); },
  typescript: () => { console.log('\x1b[96msrc/a.ts\x1b[0m:\x1b[93m2\x1b[0m:\x1b[93m9\x1b[0m - error TS2322: Wrong type.'); block('1'); },
  prompt: () => {
    process.stdout.write('? Please select a provider: ');
    process.stdin.on('data', () => {}).on('end', () => process.exit(130));
  },
  refused: () => console.log('Deploy error: quota exceeded'),
  serve: () => {
    const port = process.argv.find((arg) => arg.startsWith('--port=')).slice(7);
    require('http').createServer((_, response) => response.end('hello')).listen(Number(port), '127.0.0.1');
  },
};
acts[process.env.FAKE_F || 'good']();
