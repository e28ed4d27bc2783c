import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check } from '../check.ts'
import { samplingOf } from '../support/sampling.ts'
import { needsTwoSamples, secondsOf, type Window, windowsOf } from '../support/windows.ts'

export const intervalMacro: Check = {
  id: 'interval-macro',
  severity: 'error',
  covers: ['R04'],
  isLocal: true,
  about:
    'A rate in a panel runs over `$__rate_interval`, not `$__interval`: the latter is the distance between two points of the graph, which shrinks to a single scrape as the reader zooms in, and a rate over one sample is empty. A panel whose minimum interval is four scrapes or more may use it; functions that need one sample only, such as max_over_time, may as well.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        panel.targets.flatMap(({ query, refId }) =>
          query === undefined
            ? []
            : [...windowsOf(query.expr)]
                .filter(({ node, fn }) => /^\$\{?__interval\}?$/.test(node.range) && needsTwoSamples.has(fn))
                .filter(({ node }) => !isLongEnough(subject, leastInterval(panel, refId), node))
                .map(({ node, fn }) => ({
                  place: query.place,
                  query: { ...query, culprit: node, part: 'range' },
                  what: `${fn} needs two samples, and $__interval shrinks to one scrape interval when the reader zooms in: the panel goes empty.`,
                  next: 'Write $__rate_interval, which is never shorter than four scrapes.',
                })),
        ),
      ),
    ),
}

/** `Min step` of a query, else `Min interval` of its panel, as written: `1m`, `>1m`, or a variable. */
function leastInterval({ json }: Panel, refId: string): string | undefined {
  const targets = Array.isArray(json.targets) ? (json.targets as readonly Readonly<Record<string, unknown>>[]) : []
  const own = targets.find((target) => target.refId === refId)?.interval
  return [own, json.interval].find((each) => typeof each === 'string' && each !== '') as string | undefined
}

/** Whether the shortest interval holds enough scrapes; one that a variable chooses may. */
function isLongEnough(subject: Subject, least: string | undefined, node: Window['node']): boolean {
  if (least === undefined) return false
  const seconds = secondsOf(least.replace(/^>/, ''))
  const sampling = node.is === 'selector' ? samplingOf(subject, node) : undefined
  return seconds === undefined || sampling === undefined || seconds >= 4 * sampling.seconds
}
