import type { DataSource } from '../../../../build/data/source.ts'

/** When the waves are looked at, in Unix milliseconds. */
export const now = Date.UTC(2026, 0, 14, 14, 30)

/**
 * Three series of any query, each a wave of its own, which cost nothing and are always the same. A query that holds
 * `broken` is answered with an error.
 */
export const waves: DataSource = {
  now,
  says: 'Waves',
  async answer(path, form) {
    const query = form.get('query') ?? ''
    if (query.includes('broken')) return answer(400, { status: 'error', errorType: 'bad_data', error: `${query}: no` })
    if (path === 'query_range') return matrix(['start', 'end', 'step'].map((name) => Number(form.get(name))))
    if (path === 'query') return success({ resultType: 'vector', result: series.map((at) => vector(at, form)) })
    return success([])
  },
  close: () => Promise.resolve(),
}

const series = [1, 2, 3] as const

const vector = (at: number, form: URLSearchParams) => {
  const time = Number(form.get('time'))
  return { metric: metric(at), value: [time, value(at, time)] }
}

function matrix([start = 0, end = 0, step = 60]: readonly number[]) {
  const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step)
  const result = series.map((at) => ({ metric: metric(at), values: times.map((time) => [time, value(at, time)]) }))
  return success({ resultType: 'matrix', result })
}

const metric = (at: number) => ({ instance: `app-${at}` })
const value = (at: number, time: number) => String(at * (3 + Math.sin(time / 900 + at)))

const success = (data: unknown) => answer(200, { status: 'success', data })
const answer = (status: number, body: object) => Promise.resolve({ status, body: JSON.stringify(body) })
