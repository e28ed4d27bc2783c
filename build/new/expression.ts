import type { AnyMetric } from '../language/metric.ts'
import type { Defined } from '../model/load.ts'

/** What a query says in the language. */
interface Said {
  readonly expression: string
  /** The functions that it calls. */
  readonly functions: readonly string[]
  /** The same in words. */
  readonly says: string
}

/** The usual question to a metric of this type, or the one that the query's name ends in: `…Rate`, `…P99`, `…Max`. */
export function expressionOf(query: string, { name, value: { type, unit } }: Defined<AnyMetric>): Said {
  const said = (expression: string, says: string): Said => ({
    expression,
    functions: [...expression.matchAll(/\b(\w+)\(/g)].map(([, word = '']) => word),
    says,
  })
  const ending = /(?:Rate|P50|P90|P95|P99|Mean|Max|Min|Changes)$/.exec(query)?.[0] ?? ''
  switch (type) {
    case 'counter':
      return ending === 'Rate'
        ? said(`sum(rate(${name}))`, 'its growth per second')
        : said(`sum(increase(${name}))`, 'its growth over a window')
    case 'histogram': {
      if (ending === 'Rate') return said(`sum(rate(${name}.count))`, 'observations per second')
      if (ending === 'Mean')
        return said(`mean(sum(increase(${name}.sum)), sum(increase(${name}.count)))`, 'the mean of the observations')
      const percent = /^P\d\d$/.test(ending) ? ending.slice(1) : '95'
      return said(`quantile(${Number(percent) / 100}, ${name})`, `what ${percent}% of the observations do not exceed`)
    }
    case 'gauge':
      if (ending === 'Min' || (unit === 'state' && ending !== 'Max'))
        return said(`min(${name})`, 'the smallest of all series')
      return ending === 'Max' || unit === 'ratio'
        ? said(`max(${name})`, 'the largest of all series')
        : said(`sum(${name})`, 'all series added up')
    case 'timestamp':
      return ending === 'Changes'
        ? said(`changes(${name})`, 'how often it moved in a window')
        : said(`min(age(${name}))`, 'the time since the latest of them')
    case 'info':
      return said(`count(${name})`, 'how many series there are')
  }
}
