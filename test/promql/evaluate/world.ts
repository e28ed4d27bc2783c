import type { Series } from '../../../build/promql/evaluate/series.ts'
import type { Random } from '../conformance/random.ts'
import { series as schema } from '../conformance/world.ts'
import { combinations, randomSeries } from './series.ts'

/** Random samples of the series on which the conformance tests' generator of queries writes. */
export function world(random: Random): readonly Series[] {
  return Object.entries(schema).flatMap(([name, { kind, labels, optional = [], edges = [] }]) => {
    const values = Object.entries(labels).map(([label, known]) => [
      label,
      [
        ...(label === 'le' ? [...edges.map(String), '+Inf'] : known === 'open' ? ['one:80', 'two:80'] : known),
        ...(optional.includes(label) ? [''] : []),
      ],
    ])
    const shape = kind === 'counter' || kind === 'bucket' ? 'counter' : kind === 'state' ? 'state' : 'gauge'
    return combinations(name, Object.fromEntries(values)).map((each) => {
      const present = Object.fromEntries(Object.entries(each).filter(([, value]) => value !== ''))
      return randomSeries(present, shape, random, name === 'disk_size_bytes')
    })
  })
}
