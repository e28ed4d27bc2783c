import { type Answered, type ApiRequest, callApi, type PromSeries, QueryFailed } from './api.ts'
import { Queue } from './queue.ts'
import { Shared } from './shared.ts'

/** One question to Prometheus, as its API takes it; times in Unix seconds. */
export type Question =
  | {
      readonly kind: 'range'
      readonly expr: string
      readonly start: number
      readonly end: number
      readonly step: number
    }
  | { readonly kind: 'instant'; readonly expr: string; readonly time: number }

/** The answer to a question. A scalar is a series without labels. */
export interface Answer {
  readonly series: readonly PromSeries[]
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
}

/** Series that were there between two times, in Unix seconds; all of them without `match`. */
export interface Selection {
  readonly match?: string
  readonly start: number
  readonly end: number
}

/** A browser opens six connections to an address: this leaves two for the page's own requests. */
const atOnce = 4

/** How many answers are kept: those of several time ranges of a large dashboard. */
const mostKept = 300

/** Asks each question once, however many panels have it, until `refresh` or until there are many newer answers. */
export class Prometheus {
  readonly #address: string
  readonly #queue = new Queue(atOnce)
  readonly #known = new Map<string, Shared<Answered>>()
  #generation = 0
  #underWay = 0

  /** `address`: what comes before `/api/v1/`. */
  constructor(address = '/prometheus') {
    this.#address = address
  }

  /** Counts the refreshes; where it is another, the answers may be, too. */
  get generation(): number {
    return this.#generation
  }

  /** Whether there are requests that nobody has aborted and that are not answered yet. */
  get isBusy(): boolean {
    return this.#underWay > 0
  }

  /** Forgets all answers: what is asked from now on is asked anew. Requests under way end as they would. */
  refresh(): void {
    this.#generation++
    this.#known.clear()
  }

  /** The series that answer a question. Throws `QueryFailed`, or the signal's reason where that is aborted first. */
  async ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    const { kind, expr } = question
    const form: Readonly<Record<string, string>> =
      question.kind === 'range'
        ? { query: expr, start: String(question.start), end: String(question.end), step: String(question.step) }
        : { query: expr, time: String(question.time) }
    const path = kind === 'range' ? 'query_range' : 'query'
    const { data, warnings, infos } = await this.#once({ method: 'POST', path, form }, signal)
    return { series: seriesOf(data), warnings, infos }
  }

  /** The values of a label, in Prometheus' order. Throws as `ask`. */
  async labelValues(label: string, selection: Selection, signal?: AbortSignal): Promise<readonly string[]> {
    const path = `label/${encodeURIComponent(label)}/values`
    const { data } = await this.#once({ method: 'GET', path, form: formOf(selection) }, signal)
    return listOf(data).filter((value) => typeof value === 'string')
  }

  /** The labels of the series of a selection. Throws as `ask`. */
  async seriesLabels(selection: Selection, signal?: AbortSignal): Promise<readonly Readonly<Record<string, string>>[]> {
    const { data } = await this.#once({ method: 'POST', path: 'series', form: formOf(selection) }, signal)
    return listOf(data).map((each) => {
      if (isObject(each)) return each as Readonly<Record<string, string>>
      throw new QueryFailed(notTheApi)
    })
  }

  async #once(request: ApiRequest, signal: AbortSignal | undefined): Promise<Answered> {
    signal?.throwIfAborted()
    const key = JSON.stringify(request)
    const known = this.#known.get(key)
    if (known !== undefined) return known.wait(signal)
    const forget = () => {
      if (this.#known.get(key) === shared) this.#known.delete(key)
    }
    const send = (until: AbortSignal) => {
      this.#underWay++
      return callApi(this.#address, request, until).finally(() => this.#underWay--)
    }
    const shared: Shared<Answered> = new Shared((until) => this.#queue.run(() => send(until), until), forget)
    this.#known.set(key, shared)
    this.#forgetOldest()
    return shared.wait(signal)
  }

  #forgetOldest(): void {
    for (const [key, { isSettled }] of this.#known) {
      if (this.#known.size <= mostKept) return
      if (isSettled) this.#known.delete(key)
    }
  }
}

const formOf = ({ match, start, end }: Selection): Readonly<Record<string, string>> => ({
  ...(match === undefined ? {} : { 'match[]': match }),
  start: String(start),
  end: String(end),
})

function seriesOf(data: unknown): readonly PromSeries[] {
  const { resultType, result } = (data ?? {}) as { resultType?: unknown; result?: unknown }
  if (resultType === 'scalar' || resultType === 'string') {
    return [{ metric: {}, value: listOf(result) as unknown as readonly [number, string] }]
  }
  return listOf(result).map((each) => {
    if (isSeries(each)) return each
    throw new QueryFailed(notTheApi)
  })
}

const isSeries = (value: unknown): value is PromSeries => {
  const { metric, value: last = [], values = [] } = (value ?? {}) as Readonly<Record<string, unknown>>
  return isObject(metric) && Array.isArray(last) && Array.isArray(values) && values.every(Array.isArray)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const notTheApi = "Prometheus' answer is not in the form of its API."

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new QueryFailed(notTheApi)
}
