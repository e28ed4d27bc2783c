import { magnitude } from '../language/units.ts'
import { entryOf, type Label } from './labels.ts'
import type { Declarer } from './metric-type.ts'
import { append, opening } from './source.ts'

/** Where the tests say, a second time, what PyBase's own processes expose. */
export const specifiedFile = 'test/queries/catalog.test.ts'

interface Specified {
  readonly name: string
  readonly type: Declarer
  readonly jobs: readonly string[]
  readonly labels: readonly Label[]
  readonly buckets: readonly (string | number)[] | undefined
}

/** The test's file with another metric in its table. */
export function specify(text: string, { name, type, jobs, labels, buckets }: Specified): string {
  const open = opening(specifiedFile, text, /^const specified\b[^=]*= \{/, 'const specified = {')
  const of = [
    `type: '${type === 'state' ? 'gauge' : type}'`,
    `jobs: ${constantOf(text, jobs) ?? JSON.stringify(jobs)}`,
    ...(labels.length === 0 ? [] : [`labels: { ${labels.map((label) => entry(label, text)).join(', ')} }`]),
    ...(buckets === undefined ? [] : [`buckets: ${JSON.stringify(buckets.map((edge) => magnitude(edge)))}`]),
  ]
  return append(text, open, `${name}: { ${of.join(', ')} }`)
}

const entry = (label: Label, text: string): string =>
  typeof label.values === 'string' ? `${label.name}: '${label.values}'` : entryOf(label, text)

/** The constant of the file that lists exactly these texts. */
function constantOf(text: string, values: readonly string[]): string | undefined {
  const lists = [...text.matchAll(/^const (\w+) = \[([^\]]*)\]/gm)]
  return lists.find(
    ([, , list = '']) => [...list.matchAll(/'([^']*)'/g)].map(([, value]) => value).join() === values.join(),
  )?.[1]
}
