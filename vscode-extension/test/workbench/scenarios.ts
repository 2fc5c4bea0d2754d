import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import type { Situation } from '../host/registry';
import { Attempts } from './attempts';
import { keep } from './evidence';
import { Workbench, type Options } from './workbench';

/**
 * A test that looks at the screen. It may find the workbench as other tests have left it or fresh, so it opens all it
 * needs.
 */
export type Scenario = (title: string, run: (workbench: Workbench) => Promise<void>) => void;

/** Tests of a workbench that is opened for this file. */
export interface Scenarios {
  readonly scenario: Scenario;
  /** The tests that run in the extension host of such a window. */
  readonly hostTests: (situation: Situation) => void;
}

/** Opens a workbench for the file's tests, another after one that failed, and closes it after the last. */
export function scenarios(name: string, options: Options): Scenarios {
  const attempts = new Attempts<Workbench>({
    open: () => Workbench.open(name, options),
    close: (workbench) => workbench.close(),
    keep: (failure, workbench) => keep(name, failure, workbench),
  });
  const run = async (context: TestContext, title: string, work: (workbench: Workbench) => Promise<unknown>) => {
    if ((await attempts.run(title, work)) === 'second') {
      // the summary of a full run repeats this line
      context.diagnostic(`passed at the second try: ${name}: ${title}`);
    }
  };
  after(() => attempts.close());
  return {
    scenario: (title, work) => {
      test(title, (context) => run(context, title, work));
    },
    hostTests: (situation) => {
      const title = `in the extension host: ${situation}`;
      test(title, async (parent) => {
        let names: string[] = [];
        await run(parent, title, async ({ host }) => {
          names = await host.tests(situation);
        });
        assert.notEqual(names.length, 0);
        parent.diagnostic(`${names.length} tests in the extension host`);
        for (const name of names) {
          await parent.test(name, (context) => run(context, name, ({ host }) => host.run(name)));
        }
        await run(parent, `${title}: the end`, ({ host }) => host.run('close'));
      });
    },
  };
}
