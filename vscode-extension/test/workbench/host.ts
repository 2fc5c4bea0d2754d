import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the extension host may take to come up, in milliseconds. */
const START_LIMIT = 300_000;

/** The companion in the extension host of a window, which runs tests and errands there. */
export class Host {
  private past: readonly string[] = [];

  /** `window` is the name of the folder that is open; `sockets` is the folder where its extension hosts answer. */
  constructor(
    private readonly sockets: string,
    private readonly window: string,
  ) {}

  /** The window is about to be loaded again: whoever answers now will not be asked any more. */
  forget(): void {
    this.past = this.all();
  }

  /** The names of the tests for windows of one kind. */
  async tests(situation: string): Promise<string[]> {
    return (await this.ask('tests', situation)) as string[];
  }

  /** Runs a test or an errand there. */
  async run(name: string, argument?: unknown): Promise<unknown> {
    return this.ask('run', name, argument);
  }

  private async ask(what: string, name: string, argument?: unknown): Promise<unknown> {
    const query = new URLSearchParams({ name, ...(argument === undefined ? {} : { argument: JSON.stringify(argument) }) });
    const answer = JSON.parse(await get(await this.socket(), `/${what}?${query.toString()}`)) as { value?: unknown; error?: string };
    if (answer.error !== undefined) {
      throw new Error(`in the extension host: ${answer.error}`);
    }
    return answer.value;
  }

  private async socket(): Promise<string> {
    const end = Date.now() + START_LIMIT;
    for (;;) {
      const [found] = this.all().filter((name) => !this.past.includes(name));
      if (found !== undefined) {
        return path.join(this.sockets, found);
      }
      if (Date.now() > end) {
        throw new Error(`no extension host answers in ${this.sockets}`);
      }
      await sleep(100);
    }
  }

  private all(): string[] {
    return readdirSync(this.sockets).filter((name) => name.startsWith(`${this.window}-`));
  }
}

function get(socketPath: string, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: address, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve(text);
      });
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}
