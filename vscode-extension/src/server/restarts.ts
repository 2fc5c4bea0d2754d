/** How long a server may have lived for its crash to count as a new one, in milliseconds. */
const WINDOW = 180_000;
/** How many crashes within {@link WINDOW} are one too many. */
const MOST = 5;

/** When a crashed server is started again: after 1, 2, 4 and 8 seconds, then no more until asked. */
export class Restarts {
  private crashes: number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** Counts a crash; the time to wait, in milliseconds, or `undefined` to give up. */
  next(): number | undefined {
    const now = this.now();
    this.crashes = this.crashes.filter((crash) => now - crash < WINDOW);
    this.crashes.push(now);
    return this.crashes.length < MOST ? 1000 * 2 ** (this.crashes.length - 1) : undefined;
  }

  /** Forgets all crashes: somebody asked for a new start. */
  reset(): void {
    this.crashes = [];
  }
}
