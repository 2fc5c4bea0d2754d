/** What goes over the wire between the server's commands and this extension. Everything that arrives is checked. */

/** What can be run. */
export type RunKind = 'invoke' | 'debug' | 'dev' | 'test' | 'package' | 'deploy';

const KINDS: readonly string[] = ['invoke', 'debug', 'dev', 'test', 'package', 'deploy'] satisfies RunKind[];

/** Which service, and which function of it, a command is about. */
export interface Target {
  /** The document's URI. */
  readonly uri: string;
  readonly function?: string;
}

/** A command line as data: program and arguments are never read by a shell. */
export interface Runnable {
  readonly kind: RunKind;
  readonly function?: string;
  readonly label: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Events to invoke the function with: those the project keeps, then a sample for its trigger. */
  readonly inputs: readonly NamedInput[];
}

/** A command line that was looked at as before a run. */
export interface CheckedRunnable extends Runnable {
  /** What to ask before it is run, for a deployment: its first line is the question, the others say what it means. */
  readonly question: string | undefined;
  /** Whether the service has problems at the level of errors. */
  readonly hasErrors: boolean;
  /** What may surprise. */
  readonly notes: readonly string[];
}

/** An event with its name. */
export interface NamedInput {
  readonly name: string;
  readonly data: unknown;
}

/** A place in a source file; line and column count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** How a run went. */
export interface RunResult {
  readonly ok: boolean;
  /** `undefined` where a signal ended the process or nothing was started. */
  readonly exitCode: number | undefined;
  readonly durationMs: number;
  /** All that was printed, without colours. */
  readonly output: string;
  /** What the handler returned; `undefined` if it did not come to that. */
  readonly result: unknown;
  readonly error: string | undefined;
  readonly location: SourcePlace | undefined;
}

/** The local server of a service. */
export interface DevServer {
  readonly url: string;
  readonly runId: string | number;
}

/** A piece of what a running program prints. */
export interface RunOutput {
  /** What prints it. */
  readonly kind: RunKind;
  readonly text: string;
}

type Members = Readonly<Record<string, unknown>>;

function members(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function runId(value: unknown): string | number | undefined {
  return text(value) ?? number(value);
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function environment(value: unknown): Record<string, string> | undefined {
  const entries = Object.entries(members(value) ?? {});
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

/** The argument of a command as a target; `undefined` if it is none. Any extension may call our commands. */
export function targetOf(argument: unknown): Target | undefined {
  const found = members(argument);
  const uri = text(found?.['uri']);
  if (uri === undefined) {
    return undefined;
  }
  const name = text(found?.['function']);
  return name === undefined ? { uri } : { uri, function: name };
}

/** The answer to `fyml.runnables`; what is not a complete command line is left out. */
export function runnablesOf(value: unknown): Runnable[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => runnableOf(item) ?? []) : [];
}

function runnableOf(value: unknown): Runnable | undefined {
  const found = members(value);
  const kind = text(found?.['kind']);
  const program = text(found?.['program']);
  const args = strings(found?.['args']);
  const cwd = text(found?.['cwd']);
  const env = environment(found?.['env']);
  if (!kind || !KINDS.includes(kind) || !program || !args || !cwd || !env) {
    return undefined;
  }
  const name = text(found?.['function']);
  return {
    kind: kind as RunKind,
    ...(name === undefined ? {} : { function: name }),
    label: text(found?.['label']) ?? [kind, name].filter(Boolean).join(' '),
    program,
    args,
    cwd,
    env,
    inputs: inputsOf(found?.['inputs']),
  };
}

/**
 * The answer to `fyml.runnables` with a kind: the command line, the reason why there is none, or `undefined` if it is
 * no such answer.
 */
export function checkedOf(value: unknown): CheckedRunnable | { readonly refusal: string } | undefined {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  const found = members(first);
  const refusal = text(found?.['refusal']);
  if (refusal !== undefined) {
    return { refusal };
  }
  const runnable = runnableOf(first);
  return (
    runnable && {
      ...runnable,
      question: text(found?.['question']),
      hasErrors: found?.['hasErrors'] === true,
      notes: strings(found?.['notes']) ?? [],
    }
  );
}

function inputsOf(value: unknown): NamedInput[] {
  const all: unknown[] = Array.isArray(value) ? value : [];
  return all.flatMap((item) => {
    const found = members(item);
    const name = text(found?.['label']);
    return name === undefined ? [] : [{ name, data: found?.['data'] }];
  });
}

/** The answer to `fyml.invoke` and its like; `undefined` if it is no result. */
export function runResultOf(value: unknown): RunResult | undefined {
  const found = members(value);
  if (typeof found?.['ok'] !== 'boolean') {
    return undefined;
  }
  return {
    ok: found['ok'],
    exitCode: number(found['exitCode']),
    durationMs: number(found['durationMs']) ?? 0,
    output: text(found['output']) ?? '',
    result: found['result'] ?? undefined,
    error: text(found['error']),
    location: placeOf(found['location']),
  };
}

/** A place as the server writes it: `{uri, range}` of the protocol, or `{file|path, line, column}` from 1. */
function placeOf(value: unknown): SourcePlace | undefined {
  const found = members(value);
  const file = text(found?.['uri']) ?? text(found?.['file']) ?? text(found?.['path']);
  if (file === undefined) {
    return undefined;
  }
  const start = members(members(found?.['range'])?.['start']);
  if (start) {
    return { file, line: (number(start['line']) ?? 0) + 1, column: (number(start['character']) ?? 0) + 1 };
  }
  return { file, line: number(found?.['line']) ?? 1, column: number(found?.['column']) ?? 1 };
}

/** The answer to `fyml.dev`. */
export function devServerOf(value: unknown): DevServer | undefined {
  const found = members(value);
  const url = text(found?.['url']);
  const id = runId(found?.['runId']);
  return url === undefined || id === undefined ? undefined : { url, runId: id };
}

/** What `fyml/runOutput` brings. */
export function runOutputOf(value: unknown): RunOutput | undefined {
  const found = members(value);
  const kind = text(found?.['kind']);
  const printed = text(found?.['text']);
  return printed === undefined || !kind || !KINDS.includes(kind) ? undefined : { kind: kind as RunKind, text: printed };
}

/** Which run `fyml/runEnded` is about, and how it went. */
export function runEndedOf(value: unknown): { readonly runId: string | number; readonly result: RunResult } | undefined {
  const found = members(value);
  const id = runId(found?.['runId']);
  const result = runResultOf(found?.['result']);
  return id === undefined || !result ? undefined : { runId: id, result };
}
