import { expect, test } from 'vitest'
import { costsOf } from '../../build/costs/costs.ts'
import { alert } from '../../build/language/alert.ts'
import { dashboard, instancesOf, row } from '../../build/language/dashboard.ts'
import { increase, max, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import type { Panel } from '../../build/language/panel.ts'
import { stat, timeseries } from '../../build/language/panels.ts'
import { type AnyRecording, record } from '../../build/language/record.ts'
import { cli } from '../commands/cli.ts'
import { latency, memory, requests } from '../language/metrics.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { modelOf } from './model.ts'

const help = 'For tests.'
const get = requests.where({ method: 'GET' })

test('a refresh reads what its panels do, at as many points as Grafana asks for', () => {
  const of = (panel: Panel) => {
    const about = { uid: 'board', asks: 'What?', tags: ['a'], filters: [], annotations: [] } as const
    return costsOf(modelOf({ dashboards: [dashboard('Board', about, row('Row', [panel]))] })).dashboards[0]
  }
  // 241 points over an hour, 1441 over a day a minute apart, 1009 over a week.
  expect(of(timeseries('Memory', memory, help))?.samples).toEqual({ '1h': 241, '24h': 1441, '7d': 1009 })
  expect(of(stat('Memory', max(memory), help))?.samples).toEqual({ '1h': 1, '24h': 1, '7d': 1 })
  // Ten routes with four edges each; the window is a minute, 75 seconds, 615 seconds.
  const line = of(timeseries('Latency', quantile(0.95, latency), help))
  expect(line?.samples).toEqual({ '1h': 40 * 4 * 241, '24h': 40 * 5 * 1441, '7d': 40 * 41 * 1009 })
  expect(line?.dearest).toEqual({ where: 'Board › Latency', samples: 40 * 4 * 241 })
})

const about = { severity: 'warning', component: 'api', summary: 'Busy.', description: () => 'Busy.' } as const
const busy = alert('Busy', { when: sum(rate(requests)).over('1h').above('10/s'), ...about })

test('a sum of rates that several ask for is proposed, with who would read it and the command that writes it', () => {
  const byMethod = sum(rate(requests)).by('method')
  const filters = [instancesOf(requests, 'instance', 'Instance')]
  const board = dashboard(
    'Board',
    { uid: 'board', asks: 'What?', tags: ['a'], filters, annotations: [] },
    row('Row', [
      timeseries('Hour', byMethod.over('1h'), help),
      timeseries('Zoom', byMethod, help),
      stat('Share', ratio(sum(rate(get)), sum(rate(requests))).over('1h'), help),
    ]),
  )
  const grown = alert('Grown', { when: sum(increase(requests)).over('1h').above(1000), ...about })
  const { proposals } = costsOf(modelOf({ dashboards: [board], rules: [busy, grown] }))
  // What follows the zoom reads the record of a minute; an hour is dear, and of what grew nobody reads a rate.
  expect(proposals.map(({ expr, readers }) => [expr, readers])).toEqual([
    [
      'sum by (instance, method) (rate(requests_total{job="node"}[1h]))',
      ['Board › Hour', 'Board › Share', 'alerts/any.yml › Busy'],
    ],
    ['sum by (instance, method) (rate(requests_total{job="node"}[1m]))', ['Board › Zoom']],
  ])
  const [hour, zoom] = proposals
  // 30 series with 240 samples in an hour and 4 in a minute, against three with one.
  expect(hour).toMatchObject({ series: 3, reads: 30 * 240, group: 'any' })
  expect(hour?.saves.evaluation).toBe(30 * 240 - 3)
  expect(zoom).toMatchObject({ reads: 30 * 4, saves: { refresh: (30 * 4 - 3) * 241, evaluation: 0 } })
  expect(zoom?.command).toBe('record api:requests:rate1m --of any.requests_total --by instance --by method --over 1m')
})

test('what is recorded already is not proposed, and neither is what is read as it stands', () => {
  const board = (hour: Panel) =>
    dashboard('Board', { uid: 'board', asks: 'What?', tags: ['a'], filters: [], annotations: [] }, row('Row', [hour]))
  const hour = sum(rate(requests)).over('1h')
  const proposed = (panel: Panel, rules: readonly AnyRecording[] = []) =>
    costsOf(modelOf({ dashboards: [board(panel)], rules })).proposals.length
  expect(proposed(timeseries('Hour', hour, help))).toBe(1)
  expect(proposed(timeseries('Hour', hour.raw(), help))).toBe(0)
  expect(proposed(timeseries('Hour', hour, help), [record('job:requests:rate1h', hour)])).toBe(0)
})

test('an alert is a reader of what stands in its group', () => {
  const long = alert('Long', { when: sum(rate(requests)).by('route').over('1h').above('10/s'), ...about })
  const [first] = costsOf(modelOf({ rules: [busy, long] })).proposals
  expect(first).toMatchObject({
    group: 'any',
    readers: [expect.stringMatching(/› Busy$/), expect.stringMatching(/› Long$/)],
  })
})

test('the command says it in a table, and in JSON', async () => {
  const { code, stdout } = await cli(['costs', '--json', '--no-types'])
  const told = JSON.parse(stdout)
  expect({ code, keys: Object.keys(told) }).toEqual({ code: 0, keys: ['dashboards', 'groups', 'proposals'] })
  const text = await cli(['costs', '--no-types'])
  expect(text.code).toBe(0)
  for (const { title } of told.dashboards) expect(text.stdout).toMatch(new RegExp(`^${title} +\\d`, 'm'))
  expect(text.stdout).toContain('Recording rules that would save most; none is made by itself')
})

test('the command refuses settings that are wrong', async () => {
  const folder = temporaryFolder()
  put(folder, 'wrong.yml', 'retenton: 5d\n')
  const { code, stdout, stderr } = await cli(['costs', '--no-types', '--stack', `${folder}/wrong.yml`])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('There is no setting retenton.')
})
