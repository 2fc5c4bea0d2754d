/** How many tests of one file may be tried a second time: more failures than that are no accidents. */
const SECOND_TRIES = 4;
/** How long one try may take, in milliseconds. */
const LIMIT = 600_000;

/** What a try that failed was about. */
export interface Failure {
  readonly title: string;
  /** 1 or 2. */
  readonly attempt: number;
  readonly error: unknown;
}

/** How attempts get at what they run in. */
export interface Means<W> {
  open(): Promise<W>;
  close(opened: W): Promise<void>;
  /** Keeps what can be seen of a failure; there is nothing to see if it could not be opened. */
  keep(failure: Failure, opened: W | undefined): Promise<void>;
}

/** Runs tests in something that they share. One that fails is tried once more in a fresh one. */
export class Attempts<W> {
  private opened: W | undefined;
  private secondTries = 0;

  constructor(
    private readonly means: Means<W>,
    private readonly limit = LIMIT,
  ) {}

  /** Runs a test; answers whether it passed at once or at the second try, and fails as the second try does. */
  async run(title: string, test: (opened: W) => Promise<unknown>): Promise<'first' | 'second'> {
    const first = await this.attempt(title, 1, test);
    if (!first) {
      return 'first';
    }
    if (this.secondTries === SECOND_TRIES) {
      throw first.error;
    }
    this.secondTries += 1;
    const second = await this.attempt(title, 2, test);
    if (second) {
      throw second.error;
    }
    return 'second';
  }

  /** Closes what the last test has left open. */
  async close(): Promise<void> {
    const last = this.opened;
    this.opened = undefined;
    if (last !== undefined) {
      await this.means.close(last);
    }
  }

  /** The failure of a try, after which nothing is left open. */
  private async attempt(title: string, attempt: number, test: (opened: W) => Promise<unknown>): Promise<Failure | undefined> {
    try {
      this.opened ??= await this.means.open();
      await within(this.limit, title, test(this.opened));
      return undefined;
    } catch (error) {
      const failure = { title, attempt, error };
      await this.means.keep(failure, this.opened);
      await this.close();
      return failure;
    }
  }
}

/** Waits for `work`, but not longer than `limit` milliseconds. */
export async function within<T>(limit: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what}: no end within ${limit} ms`));
    }, limit);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
