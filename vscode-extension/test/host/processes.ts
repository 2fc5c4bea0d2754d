import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A language server that this extension host has started. */
export interface Process {
  readonly pid: number;
  /** Its program. */
  readonly program: string;
}

/** The language servers below this extension host, as Linux tells it. */
export function servers(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        const isServer = parent === process.pid && words[1] === 'server';
        return isServer ? [{ pid: Number(name), program: readlinkSync(`/proc/${name}/exe`) }] : [];
      } catch {
        // it has ended meanwhile
        return [];
      }
    });
}
