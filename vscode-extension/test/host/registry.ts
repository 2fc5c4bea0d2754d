/** In what kind of window a test runs. */
export type Situation = 'trusted' | 'restricted' | 'virtual' | 'plain' | 'yaml' | 'chinese';

type Action = (argument: unknown) => unknown;

/** Everything that can be run in the extension host, tests and errands, by name. */
export const actions = new Map<string, Action>();
const tests = new Map<string, Situation>();

/** A test of the windows of this kind. */
export function hostTest(situation: Situation, name: string, run: () => Promise<void>): void {
  tests.set(name, situation);
  add(name, run);
}

/** Something that a test outside asks to be done here. */
export function errand(name: string, run: Action): void {
  add(name, run);
}

/** The names of the tests for windows of one kind. */
export function testsOf(situation: string): string[] {
  return [...tests].filter(([, found]) => found === situation).map(([name]) => name);
}

/** A name as it is shown where it is not known. */
export function nameOf(name: string): string {
  return `test or errand ${JSON.stringify(name)}`;
}

function add(name: string, run: Action): void {
  if (actions.has(name)) {
    throw new Error(`${nameOf(name)} is there twice`);
  }
  actions.set(name, run);
}
