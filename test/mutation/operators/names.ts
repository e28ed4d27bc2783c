import type { Expr, Matcher } from '../../../build/promql/tree.ts'
import { listOf, mapOf, misspell, type Operator, textOf } from '../operator.ts'
import { ours } from '../ours.ts'
import { isVariable, matchers, query } from '../trees.ts'

const jobs = listOf(mapOf(ours.find(({ file }) => file === 'prometheus.yml')?.document).scrape_configs).map((job) =>
  textOf(job, 'job_name'),
)

/** The job after this one in prometheus.yml. */
const nextJob = (job: string): string => jobs[(jobs.indexOf(job) + 1) % jobs.length] ?? job

const isJob = ({ label }: Matcher): boolean => label === 'job'

const metric = (name: string, change: (metric: string) => string): Operator =>
  query(name, (node) => {
    if (node.is !== 'selector' || node.metric === undefined) return []
    const other = change(node.metric)
    return other === node.metric ? [] : [{ ...node, metric: other }]
  })

const grouping = (name: string, change: (labels: readonly string[]) => readonly (readonly string[])[]): Operator =>
  query(name, (node) =>
    node.is !== 'aggregation' || node.grouping === undefined
      ? []
      : change(node.grouping.labels).map((labels): Expr => {
          const { grouping: _, ...rest } = node
          return labels.length === 0 ? rest : { ...rest, grouping: { kind: node.grouping?.kind ?? 'by', labels } }
        }),
  )

const without = (labels: readonly string[], label: string) => labels.filter((each) => each !== label)

export const names: readonly Operator[] = [
  metric('misspell a metric', misspell),
  metric('drop the last word of a metric', (name) => name.replace(/_[a-z]+$/, '')),
  metric('read the count instead of the buckets', (name) => name.replace(/_bucket$/, '_count')),
  metric('read the histogram without its suffix', (name) => name.replace(/_(?:bucket|count|sum)$/, '')),
  metric('add _total to a metric', (name) => (name.endsWith('_total') ? name : `${name}_total`)),
  matchers('misspell the label of a matcher', (matcher) => [{ ...matcher, label: misspell(matcher.label) }]),
  matchers('misspell the value of a matcher', (matcher) =>
    isVariable(matcher) || matcher.op === '=~' || matcher.op === '!~' || matcher.value === ''
      ? []
      : [{ ...matcher, value: misspell(matcher.value) }],
  ),
  matchers('misspell an alternative of a regular expression', (matcher) =>
    isVariable(matcher) || !/^[\w|-]+$/.test(matcher.value) || !matcher.value.includes('|')
      ? []
      : matcher.value.split('|').map((word) => ({ ...matcher, value: matcher.value.replace(word, misspell(word)) })),
  ),
  matchers('match a regular expression with =', (matcher) =>
    matcher.op === '=~' && !isVariable(matcher) ? [{ ...matcher, op: '=' }] : [],
  ),
  matchers('match a variable of several values with =', (matcher) =>
    matcher.op === '=~' && isVariable(matcher) ? [{ ...matcher, op: '=' }] : [],
  ),
  matchers('read a variable that does not exist', (matcher) =>
    isVariable(matcher) ? [{ ...matcher, value: matcher.value.replace(/\w+/, misspell) }] : [],
  ),
  matchers('capitalize the value of a matcher', (matcher) =>
    matcher.op === '=' && /^[a-z]/.test(matcher.value)
      ? [{ ...matcher, value: matcher.value.replace(/^[a-z]/, (letter) => letter.toUpperCase()) }]
      : [],
  ),
  matchers('drop the job', (matcher) => (isJob(matcher) ? [undefined] : [])),
  matchers('read another job', (matcher) =>
    isJob(matcher) && matcher.op === '=' ? [{ ...matcher, value: nextJob(matcher.value) }] : [],
  ),
  matchers('exclude the job instead of reading it', (matcher) =>
    isJob(matcher) && matcher.op === '=' ? [{ ...matcher, op: '!=' }] : [],
  ),
  matchers('name a bucket that is not there', (matcher) =>
    matcher.label === 'le'
      ? [{ ...matcher, value: matcher.value.replace(/\d+/, (edge) => `${Number(edge) + 1}`) }]
      : [],
  ),
  grouping('drop le from by', (labels) => (labels.includes('le') ? [without(labels, 'le')] : [])),
  grouping('drop a label from by', (labels) =>
    labels.filter((label) => label !== 'le').map((label) => without(labels, label)),
  ),
  grouping('misspell a label in by', (labels) =>
    labels.map((label) => labels.map((each) => (each === label ? misspell(label) : each))),
  ),
  grouping('add an unknown label to by', (labels) => [[...labels, 'customer']]),
]
