/** An answer of Prometheus' HTTP API, as it goes to the browser. */
export interface Answer {
  readonly status: number
  /** JSON. */
  readonly body: string | Uint8Array
}

/** Whatever answers the reading part of Prometheus' HTTP API. */
export interface DataSource {
  /** What the page takes for now, in Unix milliseconds; without it, the clock's. */
  readonly now?: number
  /** Where the numbers come from, in words. */
  readonly says: string
  /** Answers `query`, `query_range`, `series` or `label/NAME/values`, the path below `/api/v1/`. */
  answer(path: string, form: URLSearchParams, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}
