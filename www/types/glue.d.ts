// wasm-bindgen's output, which the bundler puts under the name `findling-glue`.
import type { Info, SearchResults, Suggestion } from '../findling';

export function __wbg_set_wasm(exports: WebAssembly.Exports): void;

export class Engine {
  constructor(index: Uint8Array);
  add(shard: Uint8Array): void;
  missing(): Uint32Array;
  search(
    query: string,
    limit: number,
    offset: number,
    exact: boolean,
    sort: string,
    filters: string,
    from: string,
    to: string,
    facets: boolean,
    explain: boolean,
    freshness: number,
  ): SearchResults & { missing?: number[] };
  suggest(query: string, limit: number): Suggestion[];
  info(): Omit<Info, 'missing'>;
}
