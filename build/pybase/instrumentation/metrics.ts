import { Refused } from '../../findings/problem.ts'
import { targetOf } from '../../language/job.ts'
import { isClosed, type Values } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import type { Model } from '../../model/model.ts'
import { pythonName } from './names.ts'
import { inline, type Python, print, pythonFloat, pythonString, spread } from './python.ts'

/** `metrics.py`: the catalog's metrics of the jobs that run Python's client library. Throws `Refused` when two have one name in Python. */
export function metricsModule({ jobs, metrics, stack }: Model): string {
  const ours = jobs.filter(({ client }) => client === 'python')
  const recorded = metrics
    .map(({ value }) => value)
    .filter((metric) => ours.some(({ name }) => metric.jobs.includes(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  refuseTwins(recorded)
  const targets = ours.map((job) => {
    const { address, path } = targetOf(stack, job)
    const port = address.slice(address.lastIndexOf(':') + 1)
    return inline(`${pythonString(job.name)}: Target`, '()', [`port=${port}`, `path=${pythonString(path)}`])
  })
  const exposed = ours.map(({ name }) => {
    const names = recorded.filter((metric) => metric.jobs.includes(name)).map(pythonName)
    return spread(`${pythonString(name)}: `, '()', names)
  })
  const labelled = recorded.filter((metric) => labelsOf(metric).length > 0)
  return [
    head,
    ...recorded.map((metric) => print(construction(metric))),
    '',
    'Metric = Union[Counter, Gauge, Histogram]',
    print(
      inline(
        'Job = Literal',
        '[]',
        ours.map(({ name }) => pythonString(name)),
      ),
    ),
    '',
    '#: The metrics that each job exposes.',
    print(spread('JOBS: Dict[Job, Tuple[Metric, ...]] = ', '{}', exposed)),
    '',
    '#: The values of each label that are known beforehand; an open label has none.',
    print(spread('LABEL_VALUES: Dict[Metric, Dict[str, Tuple[str, ...]]] = ', '{}', labelled.map(knownValues))),
    '',
    '#: Moments of which the earliest of all processes is told, and none while they are all at 0.',
    print(
      inline(
        'EARLIEST: Tuple[Gauge, ...] = ',
        '()',
        recorded.filter(({ facts }) => facts.ofProcesses === 'earliest').map(pythonName),
      ),
    ),
    '',
    '',
    'class Target(NamedTuple):',
    '    """Where Prometheus scrapes a process."""',
    '',
    '    port: int',
    '    path: str',
    '',
    '',
    print(spread('TARGETS: Dict[Job, Target] = ', '{}', targets)),
    '',
  ].join('\n')
}

const head = `"""The metrics of PyBase, as prometheus_client objects.

They are in no registry: several processes share this module, and each exposes those of
its own job, see pybase.monitoring.exposition.
"""

from typing import Dict, Literal, NamedTuple, Tuple, Union

from prometheus_client import Counter, Gauge, Histogram

from pybase.monitoring.multiprocess import join_job

join_job()
`

const classes = {
  counter: 'Counter',
  histogram: 'Histogram',
  gauge: 'Gauge',
  info: 'Gauge',
  timestamp: 'Gauge',
} as const

function construction(metric: AnyMetric): Python {
  const { name, type, facts, edges } = metric
  const mode = multiprocessMode(type, facts.ofProcesses)
  const labels = labelsOf(metric).map(([label]) => pythonString(label))
  return spread(`${pythonName(metric)} = ${classes[type]}`, '()', [
    pythonString(name),
    pythonString(facts.help),
    ...(labels.length === 0 ? [] : [inline('labelnames=', '[]', labels)]),
    ...(edges === undefined ? [] : [inline('buckets=', '[]', edges.map(pythonFloat))]),
    ...(mode === undefined ? [] : [`multiprocess_mode=${pythonString(mode)}`]),
    'registry=None',
  ])
}

/**
 * How the gauges of one job's processes become one. Amounts add up. A process that is forked without setting
 * a gauge again has it at 0, so that of a moment and of what is always 1 the largest is meant; the earliest moment, which is none
 * of those at 0, is found when all of them are exposed.
 */
function multiprocessMode(
  type: AnyMetric['type'],
  ofProcesses: AnyMetric['facts']['ofProcesses'],
): 'livesum' | 'livemax' | 'liveall' | undefined {
  if (ofProcesses === 'earliest') return 'liveall'
  if (ofProcesses === 'largest') return 'livemax'
  if (type === 'gauge') return 'livesum'
  return type === 'info' || type === 'timestamp' ? 'livemax' : undefined
}

function knownValues(metric: AnyMetric): Python {
  const initialised = metric.facts.initialised ?? {}
  const labels = labelsOf(metric).map(([label, values]) => {
    const known = isClosed(values) ? values : (initialised[label] ?? [])
    return inline(`${pythonString(label)}: `, '()', known.map(pythonString))
  })
  return spread(`${pythonName(metric)}: `, '{}', labels)
}

/** Those that the process writes itself; Prometheus adds the target's. */
const labelsOf = ({ declared }: AnyMetric): readonly (readonly [label: string, values: Values])[] =>
  Object.entries(declared).filter(([label]) => label !== 'job' && label !== 'instance')

function refuseTwins(metrics: readonly AnyMetric[]): void {
  const byName = new Map<string, string>()
  for (const metric of metrics) {
    const name = pythonName(metric)
    const twin = byName.get(name)
    if (twin !== undefined) {
      throw new Refused({
        where: `queries › ${metric.name}`,
        what: `The application's code would call both ${twin} and ${metric.name} ${name}.`,
        next: 'Rename one of them: in Python the type stands where the unit was.',
      })
    }
    byName.set(name, metric.name)
  }
}
