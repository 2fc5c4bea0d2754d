import type { NamedInput, RunResult } from '../protocol';
import { responseOf } from './response';

/** What the page shows. */
export interface ResultState {
  /** What runs: `invoke index`. */
  readonly title: string;
  /** JSON of the event; empty for none. */
  readonly input: string;
  readonly inputs: readonly NamedInput[];
  /** `undefined` while it runs. */
  readonly result: RunResult | undefined;
  /** Whether the function has run before. */
  readonly hasEarlier: boolean;
}

/** The words on the page. */
export interface ResultTexts {
  readonly language: string;
  readonly running: string;
  readonly cancel: string;
  readonly ok: string;
  readonly failed: string;
  readonly error: string;
  readonly openSource: string;
  readonly body: string;
  readonly value: string;
  readonly headers: string;
  readonly log: string;
  readonly input: string;
  readonly runAgain: string;
  readonly compare: string;
  readonly nothing: string;
}

/** Where the page gets its script and its style from, and what marks the script as ours. */
export interface Resources {
  readonly source: string;
  readonly style: string;
  readonly script: string;
  readonly nonce: string;
}

/** The page. Everything that comes from a run is text: nothing of it becomes markup or script. */
export function resultHtml(state: ResultState, texts: ResultTexts, resources: Resources): string {
  const policy = `default-src 'none'; style-src ${resources.source}; script-src 'nonce-${resources.nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escape(texts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<link rel="stylesheet" href="${escape(resources.style)}">
<title>${escape(state.title)}</title>
</head>
<body>
<header><h1>${escape(state.title)}</h1>${badges(state, texts)}</header>
${state.result ? outcome(state.result, texts) : ''}
${section('log', texts.log, `<pre id="log">${escape(state.result?.output ?? '')}</pre>`, state.result?.error !== undefined || !state.result)}
${inputForm(state, texts)}
<script nonce="${escape(resources.nonce)}" src="${escape(resources.script)}"></script>
</body>
</html>`;
}

function badges({ result }: ResultState, texts: ResultTexts): string {
  if (!result) {
    return `<span class="badge running">${escape(texts.running)}</span><button data-action="cancel">${escape(texts.cancel)}</button>`;
  }
  const status = responseOf(result.result).http?.statusCode;
  const kind = result.ok ? 'ok' : 'failed';
  const word = status === undefined ? (result.ok ? texts.ok : texts.failed) : String(status);
  return `<span class="badge ${kind}" id="status">${escape(word)}</span><span id="duration">${result.durationMs} ms</span>`;
}

function outcome(result: RunResult, texts: ResultTexts): string {
  const parts: string[] = [];
  if (result.error !== undefined) {
    const link = result.location
      ? ` <button class="link" data-action="source">${escape(texts.openSource)}: ${escape(lastName(result.location.file))}:${result.location.line}</button>`
      : '';
    parts.push(`<section class="error"><h2>${escape(texts.error)}</h2><pre id="error">${escape(result.error)}</pre>${link}</section>`);
  }
  if (result.result === undefined) {
    return parts.join('\n');
  }
  const { http, body } = responseOf(result.result);
  const shown = body === '' ? `<p class="nothing">${escape(texts.nothing)}</p>` : `<pre id="body">${escape(body)}</pre>`;
  parts.push(`<section><h2>${escape(http ? texts.body : texts.value)}</h2>${shown}</section>`);
  if (http && http.headers.length > 0) {
    const rows = http.headers.map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`);
    parts.push(section('headers', texts.headers, `<table>${rows.join('')}</table>`, true));
  }
  return parts.join('\n');
}

function inputForm(state: ResultState, texts: ResultTexts): string {
  const disabled = state.result ? '' : ' disabled';
  const choices = state.inputs.map(
    ({ name, data }) =>
      `<button class="link" data-action="input" data-input="${escape(JSON.stringify(data, null, 2))}">${escape(name)}</button>`,
  );
  const compare = state.hasEarlier && state.result
    ? `<button class="secondary" data-action="compare">${escape(texts.compare)}</button>`
    : '';
  return `<section><h2><label for="input">${escape(texts.input)}</label> ${choices.join(' ')}</h2>
<textarea id="input" rows="8" spellcheck="false">${escape(state.input)}</textarea>
<button data-action="run"${disabled}>${escape(texts.runAgain)}</button>${compare}</section>`;
}

function section(id: string, title: string, content: string, isOpen: boolean): string {
  return `<details id="${id}-section"${isOpen ? ' open' : ''}><summary>${escape(title)}</summary>${content}</details>`;
}

function lastName(file: string): string {
  return file.split(/[\\/]/).pop() ?? file;
}

/** Text as it is written in HTML, also between quotes. */
export function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
