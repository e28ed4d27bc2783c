import { alert, group } from '../../../build/language/alert.ts'
import { dashboard, row } from '../../../build/language/dashboard.ts'
import { rate, ratio, sum, topK } from '../../../build/language/functions.ts'
import { not } from '../../../build/language/labels.ts'
import { stat } from '../../../build/language/panels.ts'
import { record } from '../../../build/language/record.ts'
import { silent, stands } from '../../../build/language/scenario.ts'
import { build, latency, limit, memory, node, queue, ready, requests, started } from '../metrics.ts'

/** Something that may stand where something else is due. */
export interface Junk {
  readonly kind: string
  readonly value: unknown
}

const described = { summary: 'For tests.', description: () => 'For tests.' }
const severe = { severity: 'critical', component: 'host' } as const

export const anAlert = alert('Fires', { when: sum(queue).above(1), ...severe, ...described })
export const aPanel = stat('Depth', sum(queue), 'For tests.')
export const aRow = row('Row', [aPanel])
export const aScenario = silent('nothing', stands(queue, 0))
export const aRecording = record('job:queue:sum', sum(queue))
export const aShare = ratio(sum(memory), sum(limit))
export const anOpenQuery = sum(rate(requests))
const about = { uid: 'any', asks: 'Any?', tags: ['any'], filters: [], annotations: [] } as const

const entries: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  true: true,
  false: false,
  bigint: 7n,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  number: 12_345.678,
  'negative number': -0.5,
  zero: 0,
  symbol: Symbol('any'),
  function: () => undefined,
  date: new Date(0),
  regexp: /any/,
  map: new Map([['for', '5m']]),
  'empty list': [],
  'list of a list': [[]],
  'empty object': {},
  text: 'no such value ☃',
  'empty text': '',
  blank: '  \n',
  lines: 'two\nlines',
  time: '7m30s',
  'time in words': '5 minutes',
  share: '5 %',
  job: node,
  counter: requests,
  gauge: queue,
  state: ready,
  histogram: latency,
  info: build,
  timestamp: started,
  query: sum(queue),
  'query of shares': aShare,
  'open query': anOpenQuery,
  condition: sum(queue).above(1),
  'condition by label': sum(queue).by('name').above(1),
  ranking: topK(3, queue),
  recording: aRecording,
  alert: anAlert,
  panel: aPanel,
  row: aRow,
  group: group(anAlert),
  dashboard: dashboard('Any', about, aRow),
  scenario: aScenario,
  negation: not('mail'),
}

export const junk: readonly Junk[] = Object.entries(entries).map(([kind, value]) => ({ kind, value }))
