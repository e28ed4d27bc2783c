import { magnitude } from '../language/units.ts'
import { entryOf, type Label } from './labels.ts'
import type { Declarer } from './metric-type.ts'
import type { Repository } from './request.ts'
import { append, opening, quoted } from './source.ts'

/** The tables that say a second time, by hand, what the definitions have to be. */
const tables = 'test/specification'

/** The one of what the project's own processes expose. */
export const specifiedFile = `${tables}/catalog.ts`

/** Whether the project has such tables, and tests that hold the definitions against them. */
export const isSpecified = ({ read }: Repository): boolean => read(specifiedFile) !== undefined

/** What is left to a person where only the specification knows what is right; `tests` look at the definition besides. */
export const unspecified = (
  repository: Repository,
  what: string,
  file: string,
  ...tests: readonly string[]
): readonly string[] =>
  isSpecified(repository)
    ? [
        `Nothing says yet what ${what} has to be: write it down in ${tables}/${file}, from the specification, not from the definition.`,
        ...tests,
      ]
    : []

interface Specified {
  readonly name: string
  readonly help: string
  readonly type: Declarer
  readonly jobs: readonly string[]
  readonly labels: readonly Label[]
  readonly buckets: readonly (string | number)[] | undefined
}

/** The file of the table with another metric in it. */
export function specify(text: string, { name, help, type, jobs, labels, buckets }: Specified): string {
  const open = opening(specifiedFile, text, /^export const specified\b[^=]*= \{/, 'export const specified = {')
  const of = [
    `meant: ${quoted(help)}`,
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
