import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { type Sampling, samplingOf } from '../support/sampling.ts'
import { inWords, needsTwoSamples, secondsOf, type Window, windowsOf } from '../support/windows.ts'

/** A rate over two intervals answers only while no scrape is lost or late; four outlast one that is, and one sample is among two. */
const scrapes = { forTwo: 4, forOne: 2 }

export const shortWindow: Check = {
  id: 'short-window',
  severity: 'error',
  covers: ['R01'],
  isLocal: true,
  about:
    'A range holds enough samples for the function that reads it: a rate needs two, so its window is at least four times the interval of the slowest job that exposes the metric (of a recording rule: of its group; of a subquery: its step), and survives a lost scrape. A function that takes any number of samples needs two intervals, of a subquery one step. Of a metric that no catalog has, the job that the selector names counts, else the slowest of those that other queries name with it or that are called as it is, such as redis of redis_up, else the fastest of all: whose it is nobody can tell. Intervals are those of prometheus.yml, or of the ServiceMonitor, PodMonitor, Probe or ScrapeConfig whose name, or whose selected label, the selector has as its job; without either the check is silent, as on windows that Grafana chooses.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      [...windowsOf(query.expr)].flatMap((window) => judge(subject, query, window)),
    ),
}

function judge(subject: Subject, query: Query, { node, fn, seconds }: Window): readonly Finding[] {
  const sampling = node.is === 'selector' ? samplingOf(subject, node) : stepOf(subject, node)
  if (sampling === undefined || seconds === undefined || fn === '') return []
  const two = needsTwoSamples.has(fn)
  const due = sampling.seconds * (two ? scrapes.forTwo : node.is === 'subquery' ? 1 : scrapes.forOne)
  if (seconds >= due) return []
  const lost = seconds < 3 * sampling.seconds ? 'one that is late or lost leaves' : 'two that are late or lost leave'
  const why = two
    ? `${fn} needs two samples, and ${lost} none to compare`
    : `where one is late or lost ${fn} finds no sample at all`
  return [
    {
      place: query.place,
      query: { ...query, culprit: node, part: 'range' },
      what: `The window is ${inWords(seconds)}, and ${sampling.who} every ${inWords(sampling.seconds)}: ${why}.`,
      next: `Take ${inWords(due)} or more${two ? ', four intervals' : ''}.`,
    },
  ]
}

function stepOf({ scraping }: Subject, { step }: { readonly step?: string }): Sampling | undefined {
  const seconds = step === undefined ? scraping?.evaluationInterval : secondsOf(step)
  return seconds === undefined ? undefined : { seconds, who: 'the subquery is evaluated' }
}
