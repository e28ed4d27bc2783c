import { alert, alertEach, group } from '../../../build/language/alert.ts'
import { dashboard, instancesOf, mark, row, valuesOf } from '../../../build/language/dashboard.ts'
import { exposedBy, stored, writtenByPrometheus } from '../../../build/language/declare.ts'
import * as functions from '../../../build/language/functions.ts'
import { asIs, board, drawn, recorded, rule, ruleFile, ruleGroup, section } from '../../../build/language/imported.ts'
import { job } from '../../../build/language/job.ts'
import { matching, mayBeEmpty, not, open } from '../../../build/language/labels.ts'
import * as panels from '../../../build/language/panels.ts'
import { aggregate, apply, calc, only, within } from '../../../build/language/plain.ts'
import { openPromql, promql } from '../../../build/language/raw.ts'
import { record } from '../../../build/language/record.ts'
import * as scenarios from '../../../build/language/scenario.ts'
import { severity } from '../../../build/language/severity.ts'
import { latencySlo, slo } from '../../../build/language/slo.ts'
import { threshold } from '../../../build/language/threshold.ts'
import { verbatim } from '../../../build/language/verbatim.ts'
import { build, latency, limit, memory, node, queue, ready, requests, started } from '../metrics.ts'
import { type Argument, anyList, list, record as named, options, or, value } from './argument.ts'
import { anAlert, anOpenQuery, aPanel, aRow, aScenario, aShare } from './junk.ts'

/** A word of the language, called with arguments that are right. */
export interface Word {
  readonly name: string
  readonly call: (...args: readonly never[]) => unknown
  readonly arguments: readonly Argument[]
}

const word = (name: string, call: unknown, ...of: readonly Argument[]): Word => ({
  name,
  call: call as Word['call'],
  arguments: of,
})

/** A method, on what it is called on. */
const method = <T extends object>(of: T, name: keyof T & string, ...args: readonly Argument[]): Word =>
  word(`.${name}()`, (of[name] as (...given: readonly never[]) => unknown).bind(of), ...args)

const text = (right = 'For tests.'): Argument => value(right, 'text', 'time', 'time in words', 'share', 'lines')
const line = (right: string): Argument => value(right, 'text', 'time', 'time in words', 'share')
const oneOf = (right: unknown): Argument => value(right)
const duration = (right: string): Argument => value(right, 'time')
const anyQuery = ['gauge', 'state', 'query', 'query of shares', 'open query', 'recording']
const query = (right: unknown): Argument => value(right, ...anyQuery)
const ofCount = ['gauge', 'query', 'recording']
const number = (right: number): Argument => value(right, 'number', 'negative number', 'zero')
const waive = named({ 'some-check': text('It is for tests.') })

const rest = {
  for: duration('5m'),
  keepFiringFor: duration('10m'),
  summary: text(),
  description: value(() => 'For tests.'),
  labels: named({ team: line('any') }),
  annotations: named({ impact: text() }),
  runbook: line('https://wiki.example.com'),
  diagnosis: named({ 'How deep?': query(functions.sum(queue)) }),
  scenarios: anyList(value(aScenario, 'scenario')),
  unproven: line('It is for tests.'),
  waive,
}
const arm = {
  when: value(functions.sum(queue).above(1), 'condition', 'condition by label'),
  severity: oneOf('critical'),
  component: line('host'),
}
const mayMiss = [
  'for',
  'keepFiringFor',
  'labels',
  'annotations',
  'runbook',
  'diagnosis',
  'scenarios',
  'unproven',
  'waive',
]

const panelOptions = (amount: Argument, alerted: Argument) =>
  or(
    options(
      {
        key: line('any-key'),
        alert: alerted,
        warning: amount,
        critical: amount,
        bad: oneOf('low'),
        noValue: text('Nothing'),
        waive,
      },
      'key',
      'alert',
      'warning',
      'critical',
      'bad',
      'noValue',
      'waive',
    ),
    'undefined',
  )
const counted = panelOptions(number(5), value(anAlert, 'alert'))
const shared = panelOptions(
  oneOf('5%'),
  value(
    alert('Full', {
      when: aShare.above('90%'),
      severity: 'warning',
      component: 'host',
      summary: 'Full.',
      description: () => 'Full.',
    }),
  ),
)

const facts = {
  help: text(),
  since: oneOf('1.2.3'),
  until: oneOf('2.0.0'),
  needs: line('--collector.any'),
  labelVersions: named({ route: options({ since: oneOf('1.0.0') }, 'since') }),
  waive,
  optional: text(),
  partition: oneOf('method'),
  totals: oneOf('method'),
  initialised: named({ method: list(oneOf('GET')) }),
  least: number(0),
  exposedAs: oneOf('counter'),
  zeroMeans: text(),
  guessed: value(true, 'true'),
  labels: or(named({ method: list(text('GET'), text('POST')), route: value(open) }), 'negation'),
}
const { help: _, ...optionalFacts } = facts
const optionalNames = Object.keys(optionalFacts)
const declared = options(facts, ...optionalNames)
const {
  counter,
  gauge,
  histogram,
  info,
  misnamedCounter,
  misnamedGauge,
  misnamedHistogram,
  misnamedInfo,
  misnamedState,
  misnamedTimestamp,
  state,
  timestamp,
} = exposedBy(node)

const where = options(
  {
    method: list(oneOf('GET')),
    status: oneOf('5xx'),
    route: value('/', 'text', 'time', 'time in words', 'share', 'lines', 'negation'),
  },
  'method',
  'status',
  'route',
)
const metric = (right: unknown): Argument => value(right, 'counter', 'gauge', 'state', 'histogram', 'info', 'timestamp')
const when = value(scenarios.every('5m'))

const raw = (make: typeof promql) => (said: never, handle: never) => make(said)`sum(${handle})`
const rawOpen = (said: never, handle: never) => openPromql(said)`rate(${handle}[$__rate_interval])`
const said = options({ labels: anyList(value('name')), unit: oneOf('count') })

const builds = functions.sum(functions.rate(requests))
const objective = {
  objective: value('99%', 'share'),
  over: duration('30d'),
  component: line('api'),
  title: line('Any'),
  promise: line('Any.'),
  alert: value('Fires'),
  atLeast: value(5, 'number'),
  insteadOf: anyList(value(anAlert, 'alert')),
  diagnosis: named({ 'Why?': query(queue) }),
  labels: named({ team: line('any') }),
  unproven: line('It is for tests.'),
  page: oneOf('critical'),
  ticket: oneOf('warning'),
}
const besidesObjective = [
  'title',
  'promise',
  'alert',
  'atLeast',
  'insteadOf',
  'diagnosis',
  'labels',
  'unproven',
  'page',
  'ticket',
] as const

const anything = [
  ...[...anyQuery, 'condition', 'condition by label', 'ranking', 'counter', 'histogram', 'info', 'timestamp'],
  ...['number', 'negative number', 'zero'],
]
const operand = (right: unknown): Argument => value(right, ...anything, 'NaN', 'infinity')
const argument = (right: unknown): Argument =>
  value(right, ...anything, 'NaN', 'infinity', 'text', 'empty text', 'blank', 'lines', 'time', 'time in words', 'share')
const anyText = (right: string): Argument =>
  value(right, 'text', 'empty text', 'blank', 'lines', 'time', 'time in words', 'share')
const labels = anyList(value('name'))
// Grafana's own words are of any name.
const settings = ['negation', 'job', 'ranking'] as const
const mayWaive = or(waive, 'undefined')
const anyObject = or(named({}), ...settings)
const aDrawn = drawn('stat', 'Depth')
const aRule = rule('Any', { when: queue })
const aGroup = ruleGroup('any', {}, aRule)

export const words: readonly Word[] = [
  word(
    'calc',
    calc,
    operand(queue),
    oneOf('/'),
    operand(queue),
    or(options({ bool: value(true, 'true'), on: labels, left: labels }, 'bool', 'on', 'left'), 'undefined'),
  ),
  word(
    'aggregate',
    aggregate,
    oneOf('sum'),
    operand(queue),
    or(options({ by: labels, param: argument(5) }, 'by', 'param'), 'undefined'),
  ),
  word('apply', apply, oneOf('irate'), argument(requests)),
  word('only', only, metric(queue), value(['name', '!=', ''])),
  word('within', within, value(anOpenQuery, ...anyQuery, 'condition', 'condition by label', 'info'), text('$interval')),
  word('stored', stored, line('any:name'), or(options({ unit: oneOf('count') }, 'unit'), 'undefined')),
  word(
    'drawn',
    drawn,
    line('stat'),
    anyText('Depth'),
    or(
      named({
        at: value([0, 0, 12, 8], 'undefined'),
        targets: value([{ refId: 'A', expr: queue }], 'undefined', 'empty list'),
        waive: mayWaive,
      }),
      ...settings,
      'undefined',
    ),
  ),
  word('asIs', asIs, anyObject, or(options({ waive }, 'waive'), 'undefined')),
  word('section', section, anyText('Row'), anyObject, value(aDrawn, 'drawn')),
  word(
    'board',
    board,
    anyText('Any'),
    or(
      named({ waive: mayWaive, folder: value('team', 'text', 'time', 'time in words', 'share', 'undefined') }),
      ...settings,
    ),
    value(aDrawn, 'drawn'),
  ),
  word(
    'rule',
    rule,
    line('Any'),
    options(
      {
        when: operand(queue),
        for: line('5m'),
        keepFiringFor: line('5m'),
        labels: named({ team: anyText('shop') }),
        annotations: named({ summary: anyText('Any.') }),
        waive,
      },
      'for',
      'keepFiringFor',
      'labels',
      'annotations',
      'waive',
    ),
  ),
  word(
    'recorded',
    recorded,
    line('any:name'),
    operand(queue),
    or(options({ labels: named({ team: anyText('shop') }), waive }, 'labels', 'waive'), 'undefined'),
  ),
  word(
    'threshold',
    threshold,
    value({ thresholds: {} }),
    value('tooSlow'),
    options({
      usual: value('1s', 'time', 'time in words'),
      from: value('250ms', 'time', 'time in words'),
      to: value('2500ms', 'time', 'time in words'),
    }),
  ),
  word('ruleGroup', ruleGroup, anyText('any'), anyObject, value(aRule)),
  word('ruleFile', ruleFile, value(aGroup)),
  word('alert', alert, value('Fires'), options({ ...arm, ...rest }, ...mayMiss)),
  word('alertEach', alertEach, value('Fires'), list(options(arm), options(arm)), options(rest, ...mayMiss)),
  word('group', group, value(anAlert, 'alert', 'recording'), value(anAlert, 'alert', 'recording')),
  word(
    'group with options',
    group,
    or(
      options(
        { interval: duration('1m'), limit: value(20), queryOffset: duration('30s') },
        'interval',
        'limit',
        'queryOffset',
      ),
      'alert',
      'recording',
    ),
    value(anAlert, 'alert', 'recording'),
  ),
  word(
    'slo',
    slo,
    value('some-name'),
    options(
      { ...objective, total: value(builds, 'open query'), bad: value(builds, 'open query') },
      ...besidesObjective,
    ),
  ),
  word(
    'latencySlo',
    latencySlo,
    value('some-name'),
    options({ ...objective, of: value(latency, 'histogram'), within: value('1s') }, ...besidesObjective),
  ),
  word(
    'job',
    job,
    line('node'),
    options(
      {
        title: line('A job'),
        component: line('host'),
        whenDown: oneOf('warning'),
        idle: line('No traffic'),
        release: line('nodeExporter'),
        flags: named({ '--any': options({ since: line('1.0.0') }, 'since') }),
      },
      'idle',
      'release',
      'flags',
    ),
  ),
  word(
    'severity',
    severity,
    value('page'),
    or(options({ pages: value(true, 'true'), tells: value(['slack'], 'empty list') }, 'pages', 'tells'), 'undefined'),
  ),
  word('exposedBy', exposedBy, value(node, 'job')),
  word('counter', counter, value('any_total'), declared),
  word('gauge', gauge, value('any'), declared),
  word('state', state, value('any'), declared),
  word(
    'histogram',
    histogram,
    value('any_seconds'),
    options({ ...facts, buckets: list(oneOf('1s'), duration('2s')) }, ...optionalNames),
  ),
  word('info', info, value('any_info'), declared),
  word('timestamp', timestamp, value('any_seconds'), declared),
  word('misnamedCounter', misnamedCounter, value('any'), options({ ...facts, unit: oneOf('bytes') }, ...optionalNames)),
  word(
    'misnamedGauge',
    misnamedGauge,
    value('any_total'),
    options({ ...facts, unit: oneOf('bytes') }, ...optionalNames),
  ),
  word('misnamedInfo', misnamedInfo, value('any'), declared),
  word('misnamedState', misnamedState, value('any_total'), declared),
  word('misnamedTimestamp', misnamedTimestamp, value('any'), declared),
  word(
    'misnamedHistogram',
    misnamedHistogram,
    value('any'),
    options({ ...facts, unit: oneOf('seconds'), buckets: list(oneOf('1s'), duration('2s')) }, ...optionalNames),
  ),
  word(
    'written gauge',
    writtenByPrometheus().gauge,
    value('any'),
    options({ help: text(), labels: facts.labels }, 'labels'),
  ),
  word('not', not, value('mail', 'text', 'time', 'time in words', 'share', 'lines')),
  word('matching', matching, value('/api/.+', 'text', 'time', 'time in words', 'share', 'lines')),
  word('mayBeEmpty', mayBeEmpty, value(open)),
  word('rate', functions.rate, value(requests, 'counter')),
  word('increase', functions.increase, value(requests, 'counter')),
  word('sum', functions.sum, query(queue)),
  word('max', functions.max, query(queue)),
  word('min', functions.min, query(queue)),
  word('avg', functions.avg, value(queue, 'gauge', 'query', 'open query', 'recording')),
  word('count', functions.count, value(build, ...anyQuery, 'info', 'condition', 'condition by label')),
  word('quantile', functions.quantile, value(0.95), value(latency, 'histogram')),
  word('ratio', functions.ratio, value(functions.sum(memory)), value(functions.sum(limit))),
  word(
    'mean',
    functions.mean,
    value(functions.sum(memory), 'query', 'query of shares', 'open query', 'recording'),
    value(functions.count(queue), 'query', 'recording'),
  ),
  word('increaseBeyond', functions.increaseBeyond, value(latency, 'histogram'), oneOf('1s')),
  word('rateBeyond', functions.rateBeyond, value(latency, 'histogram'), oneOf('1s')),
  word('topK', functions.topK, value(5), query(queue)),
  word('bottomK', functions.bottomK, value(5), query(queue)),
  word('maxOverTime', functions.maxOverTime, value(queue, 'gauge', 'state')),
  word('minOverTime', functions.minOverTime, value(queue, 'gauge', 'state')),
  word('avgOverTime', functions.avgOverTime, value(queue, 'gauge', 'state')),
  word('countOverTime', functions.countOverTime, value(queue, 'gauge', 'state')),
  word('stdDevOverTime', functions.stdDevOverTime, value(queue, 'gauge')),
  word('derivative', functions.derivative, value(queue, 'gauge')),
  word('predictLinear', functions.predictLinear, value(queue, 'gauge'), duration('4h')),
  word('stdDev', functions.stdDev, value(queue, 'gauge', 'query', 'query of shares', 'open query', 'recording')),
  word('changes', functions.changes, value(started, 'timestamp', 'state')),
  word('until', functions.until, value(started, 'timestamp')),
  word('age', functions.age, value(started, 'timestamp')),
  word('absent', functions.absent, value(queue, 'gauge', 'state')),
  word('constant', functions.constant, number(5), value(queue, ...ofCount)),
  word(
    'record',
    record,
    value('job:queue:sum'),
    value(functions.sum(queue), 'gauge', 'state', 'query', 'query of shares', 'recording'),
  ),
  method(functions.sum(queue), 'by', oneOf('name'), oneOf('job')),
  method(functions.sum(queue), 'without', oneOf('name'), oneOf('job')),
  method(anOpenQuery, 'over', duration('5m')),
  method(queue, 'offset', duration('5m')),
  method(functions.sum(queue), 'above', value(5, 'number', 'negative number', 'zero', 'query', 'recording')),
  method(queue, 'above', value(functions.sum(queue).by('name')), options({ on: list(oneOf('name')) })),
  method(queue, 'times', value(5, 'number', 'negative number')),
  method(queue, 'dividedBy', value(5, 'number', 'negative number')),
  method(functions.sum(queue), 'below', value(5, 'number', 'negative number', 'zero', 'query', 'recording')),
  method(aShare, 'above', value('5%', 'query of shares')),
  method(functions.sum(memory), 'above', oneOf('1GiB')),
  method(functions.quantile(0.95, latency).over('5m'), 'above', oneOf('1s')),
  method(ready, 'is', value(0, 'zero')),
  method(
    functions.sum(queue),
    'plus',
    value(functions.count(queue), 'query', 'recording', 'number', 'negative number', 'zero'),
  ),
  method(
    functions.sum(queue),
    'minus',
    value(functions.count(queue), 'query', 'recording', 'number', 'negative number', 'zero'),
  ),
  method(functions.sum(queue), 'or', value(functions.count(queue), 'query', 'recording')),
  method(queue, 'with', value(build, 'info'), oneOf('version')),
  method(requests, 'where', where),
  method(
    latency,
    'where',
    options({ route: value('/', 'text', 'time', 'time in words', 'share', 'lines', 'negation') }, 'route'),
  ),
  method(latency, 'upTo', oneOf('1s')),
  method(functions.sum(queue).above(1), 'and', value(aShare.above('5%'), 'condition')),
  method(functions.sum(queue).above(1), 'or', value(functions.sum(queue).above(2), 'condition')),
  method(functions.sum(queue).above(1), 'unless', value(aShare.above('5%'), 'condition')),
  word(
    'timeseries',
    panels.timeseries,
    line('Depth'),
    query(functions.sum(queue)),
    text(),
    or(options({ ...counted.of, stacked: value(true, 'true') }, ...counted.optional, 'stacked'), 'undefined'),
  ),
  word(
    'timeseries of several',
    panels.timeseries,
    line('Depth'),
    or(
      named({ One: value(functions.sum(queue), ...anyQuery), Two: value(functions.count(queue), ...ofCount) }),
      ...anyQuery,
    ),
    text(),
  ),
  word(
    'stat',
    panels.stat,
    line('Depth'),
    value(functions.sum(queue), 'query', 'query of shares', 'open query', 'recording'),
    text(),
    counted,
  ),
  word('gauge of a share', panels.gauge, line('Usage'), value(aShare, 'query of shares'), text(), shared),
  word('bars', panels.bars, line('Depth'), value(queue, ...anyQuery, 'ranking'), text(), counted),
  word(
    'states',
    panels.states,
    line('Ready'),
    value(ready, 'state'),
    text(),
    or(options({ says: list(line('down'), line('up')) }, 'says'), 'undefined'),
  ),
  word('heatmap', panels.heatmap, line('Latency'), value(latency, 'histogram'), text()),
  word(
    'table',
    panels.table,
    line('Queues'),
    named({ Depth: value(queue, ...anyQuery), Oldest: value(queue, 'gauge', 'state') }),
    text(),
  ),
  word(
    'timeseries, as it looks',
    panels.timeseries,
    line('Depth'),
    named({ Depth: value(functions.sum(queue), ...anyQuery) }),
    text(),
    or(
      options(
        {
          right: named({ Share: value(aShare, ...anyQuery) }),
          axis: options(
            { label: line('Tasks'), min: number(0), max: number(5), scale: oneOf('log') },
            'label',
            'min',
            'max',
            'scale',
          ),
          legend: oneOf('bottom'),
          series: options(
            {
              Depth: options(
                { color: oneOf('red'), line: oneOf('dashed'), unlisted: value(true, 'true') },
                'color',
                'line',
                'unlisted',
              ),
            },
            'Depth',
          ),
          repeat: line('instance'),
          timeFrom: duration('7d'),
          timeShift: duration('1w'),
        },
        'right',
        'axis',
        'legend',
        'series',
        'repeat',
        'timeFrom',
        'timeShift',
      ),
      'undefined',
    ),
  ),
  word('pie', panels.pie, line('Depth'), query(queue), text()),
  word('barChart', panels.barChart, line('Depth'), value(queue, 'gauge', 'state'), text()),
  word('histogram of values', panels.histogram, line('Depth'), query(queue), text()),
  word('statusHistory', panels.statusHistory, line('Ready'), value(ready, 'state'), text()),
  word('text', panels.text, line('Read me'), text()),
  word('logs', panels.logs, line('Errors'), text('{app="shop"}'), text()),
  word('alertList', panels.alertList, line('Now'), text()),
  word(
    'verbatim',
    verbatim,
    value({ type: 'canvas', title: 'Map' }),
    or(options({ key: line('map'), waive }, 'key', 'waive'), 'undefined'),
  ),
  word('row', row, line('Row'), list(value(aPanel, 'panel'))),
  word(
    'row with options',
    row,
    line('Row'),
    options({ collapsed: value(true, 'true'), repeat: line('instance') }, 'collapsed', 'repeat'),
    list(value(aPanel, 'panel')),
  ),
  word(
    'dashboard',
    dashboard,
    line('Any'),
    options(
      {
        uid: value('any', 'time'),
        asks: text(),
        tags: list(line('any')),
        filters: anyList(value(instancesOf(queue, 'instance', 'Instance'))),
        annotations: anyList(value(mark('Any', queue, 'Any', 'red'))),
        waive,
      },
      'waive',
    ),
    value(aRow, 'row'),
  ),
  word(
    'mark',
    mark,
    line('Restarts'),
    value(queue, ...anyQuery, 'condition', 'condition by label', 'info'),
    line('{{name}} restarted'),
    oneOf('red'),
  ),
  word('instancesOf', instancesOf, metric(queue), value('instance', 'time'), line('Instance')),
  word('valuesOf', valuesOf, value(queue, 'gauge'), oneOf('name'), line('Queue')),
  word(
    'promql',
    raw(promql),
    said,
    value(queue, ...anyQuery, 'counter', 'histogram', 'info', 'timestamp', 'number', 'negative number', 'zero'),
  ),
  word(
    'openPromql',
    rawOpen,
    said,
    value(requests, 'counter', 'gauge', 'state', 'histogram', 'info', 'timestamp', 'recording'),
  ),
  word('at', scenarios.at, duration('5m'), duration('10m')),
  word('every', scenarios.every, duration('5m')),
  word('happens', scenarios.happens, value(requests, 'counter', 'timestamp'), when),
  word('ago', scenarios.ago, value(started, 'timestamp'), duration('27h')),
  word('ahead', scenarios.ahead, value(started, 'timestamp'), duration('10d')),
  word('takes', scenarios.takes, value(latency, 'histogram'), duration('5s'), when),
  word(
    'stands',
    scenarios.stands,
    value(queue, 'gauge'),
    value(5, 'number', 'negative number', 'zero'),
    or(options({ from: duration('5m'), until: duration('10m') }, 'from', 'until'), 'undefined'),
  ),
  word(
    'traffic',
    scenarios.traffic,
    value(requests, 'counter'),
    oneOf('5/s'),
    or(options({ share: oneOf('5%'), of: where }), 'undefined'),
  ),
  word('fires', scenarios.fires, text('a case'), value(scenarios.stands(queue, 0))),
  word('silent', scenarios.silent, text('a case'), value(scenarios.stands(queue, 0))),
]
