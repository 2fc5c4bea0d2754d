/** What a function has returned, taken apart for reading. */
export interface Response {
  /** Present if it is the answer to an http request. */
  readonly http: { readonly statusCode: number; readonly headers: readonly (readonly [string, string])[] } | undefined;
  /** The body or the value, JSON indented. */
  readonly body: string;
}

/** Takes apart the `result` of a run. */
export function responseOf(result: unknown): Response {
  if (!isHttp(result)) {
    return { http: undefined, body: pretty(result) };
  }
  const headers = Object.entries(result.headers ?? {})
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)] as const)
    .sort(([one], [other]) => one.localeCompare(other));
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return { http: { statusCode: result.statusCode, headers }, body: bodyOf(result, type) };
}

/** A result as lines that can be compared with those of another run. */
export function comparable(result: unknown): string {
  const { http, body } = responseOf(result);
  if (!http) {
    return body;
  }
  return [String(http.statusCode), ...http.headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n');
}

interface Http {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

function isHttp(value: unknown): value is Http {
  const found = value as Partial<Http> | null | undefined;
  return typeof found === 'object' && found !== null && typeof found.statusCode === 'number' && 'body' in found;
}

function bodyOf(result: Http, type: string): string {
  const { body } = result;
  if (typeof body !== 'string') {
    return pretty(body);
  }
  if (result.isBase64Encoded !== true) {
    return prettyText(body);
  }
  const isText = /^text\/|json|xml|javascript|urlencoded/.test(type);
  return isText ? prettyText(Buffer.from(body, 'base64').toString('utf8')) : body;
}

function prettyText(text: string): string {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') {
    return text;
  }
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

function pretty(value: unknown): string {
  // undefined has no JSON
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}
