/** The service as the server's outline (`textDocument/documentSymbol`) tells it. */
import { SymbolKind, type DocumentSymbol, type Range } from 'vscode-languageserver-protocol';

/** A function or an aggregation. */
export interface OutlineFunction {
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  readonly triggers: readonly OutlinePlace[];
}

/** Something with a name and a place. */
export interface OutlinePlace {
  readonly name: string;
  readonly range: Range;
}

/** A service. */
export interface Outline {
  /** Its name; empty if it has none. */
  readonly name: string;
  /** Provider and runtime; empty if neither is named. */
  readonly provider: string;
  /** Where the lenses of the whole service stand. */
  readonly range: Range | undefined;
  readonly functions: readonly OutlineFunction[];
  readonly aggregations: readonly OutlineFunction[];
}

/** Reads the answer to `textDocument/documentSymbol`; `undefined` if the document is no service. */
export function outlineOf(symbols: readonly DocumentSymbol[] | null | undefined): Outline | undefined {
  if (!symbols || symbols.length === 0) {
    return undefined;
  }
  const top = (kind: SymbolKind) => symbols.find((symbol) => symbol.kind === kind);
  const below = (kind: SymbolKind) =>
    symbols.flatMap((symbol) => symbol.children ?? []).filter((symbol) => symbol.kind === kind);
  const provider = top(SymbolKind.Namespace);
  return {
    name: top(SymbolKind.Package)?.detail ?? '',
    provider: provider?.detail ?? '',
    range: (top(SymbolKind.Package) ?? provider)?.selectionRange,
    functions: below(SymbolKind.Function).map(lineOf),
    aggregations: below(SymbolKind.Class).map(lineOf),
  };
}

function lineOf(symbol: DocumentSymbol): OutlineFunction {
  const triggers = (symbol.children ?? []).filter((child) => child.kind === SymbolKind.Event);
  return {
    name: symbol.name,
    detail: symbol.detail ?? '',
    range: symbol.selectionRange,
    triggers: triggers.map((trigger) => ({ name: trigger.name, range: trigger.selectionRange })),
  };
}
