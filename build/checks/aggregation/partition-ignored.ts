import type { AnyMetric } from '../../language/metric.ts'
import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Aggregation, Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect, type Remark } from '../support/inspect.ts'

export const partitionIgnored: Check = {
  id: 'partition-ignored',
  severity: 'error',
  covers: ['A12'],
  isLocal: true,
  about:
    'Some labels share out one whole: the modes of a processor add up to all of its time, so the mean over the modes is the same number at any load. Others tell totals from their parts: cAdvisor exposes each cgroup beside the containers in it, and a sum over all of them counts twice. Which labels these are is a fact of the catalog; a query that filters by the label or keeps it is left alone, and so are totals that the scrape configuration drops.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      const read = node.is === 'aggregation' ? selectors(node.expr) : []
      const [selector] = read
      const metric = selector && subject.catalog.metricOf(selector)
      if (node.is !== 'aggregation' || selector === undefined || metric === undefined || read.length > 1)
        return undefined
      return averaged(node, selector, metric, of) ?? countedTwice(subject, node, selector, metric, of)
    }),
}

const isFiltered = ({ matchers }: Selector, labels: readonly string[]): boolean =>
  matchers.some(({ label }) => labels.includes(label))

function averaged(node: Aggregation, selector: Selector, metric: AnyMetric, of: Inspected['of']): Remark | undefined {
  const { partition } = metric.facts
  if (partition === undefined || node.op !== 'avg' || isFiltered(selector, [partition])) return undefined
  if (!of(node.expr).labels.isAlways(partition) || of(node).labels.isPossible(partition)) return undefined
  return {
    culprit: node,
    part: 'name',
    what: `The series of ${metric.name} share out one whole by ${partition}: their mean is the whole by the number of ${partition}s, whatever happens.`,
    next: `Choose one with {${partition}="…"}, or keep it: avg by (${partition}).`,
  }
}

function countedTwice(
  { scraping }: Subject,
  node: Aggregation,
  selector: Selector,
  metric: AnyMetric,
  of: Inspected['of'],
): Remark | undefined {
  const { totals } = metric.facts
  if (totals === undefined || node.op !== 'sum' || isFiltered(selector, Object.keys(metric.declared).filter(notTarget)))
    return undefined
  if (scraping === undefined || of(node).labels.isPossible(totals)) return undefined
  const dropped = scraping.jobs
    .filter(({ name }) => metric.jobs.some((job) => job === name))
    .every(({ metricRelabeling }) =>
      metricRelabeling.some((rule) => rule.action === 'drop' && listed(rule.source_labels).includes(totals)),
    )
  if (dropped) return undefined
  return {
    culprit: selector,
    what: `${metric.name} has totals beside their parts, those without ${totals}: the sum counts both.`,
    next: `Leave the totals out with {${totals}!=""}.`,
  }
}

const notTarget = (label: string): boolean => label !== 'job' && label !== 'instance'
const listed = (labels: unknown): readonly unknown[] => (Array.isArray(labels) ? labels : [])
