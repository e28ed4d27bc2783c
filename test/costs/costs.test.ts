import { expect, test } from 'vitest'
import { costsOf } from '../../build/costs/costs.ts'
import { alert } from '../../build/language/alert.ts'
import { dashboard, instancesOf, row } from '../../build/language/dashboard.ts'
import { increase, max, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import type { Panel } from '../../build/language/panel.ts'
import { stat, timeseries } from '../../build/language/panels.ts'
import { record } from '../../build/language/record.ts'
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

test('a sum of rates that several ask for over fixed windows is proposed, with who would read it', () => {
  const byMethod = sum(rate(requests)).by('method')
  const board = dashboard(
    'Board',
    {
      uid: 'board',
      asks: 'What?',
      tags: ['a'],
      filters: [instancesOf(requests, 'instance', 'Instance')],
      annotations: [],
    },
    row('Row', [
      timeseries('Hour', byMethod.over('1h'), help),
      timeseries('Zoom', byMethod, help),
      stat('Share', ratio(sum(rate(get)), sum(rate(requests))).over('1h'), help),
    ]),
  )
  const busy = alert('Busy', {
    when: sum(increase(requests)).over('1h').above(1000),
    severity: 'warning',
    component: 'api',
    summary: 'Busy.',
    description: () => 'Busy.',
  })
  const { proposals } = costsOf(modelOf({ dashboards: [board], rules: [busy] }))
  expect(proposals.map(({ expr }) => expr)).toEqual([
    'sum by (instance, method) (rate(requests_total{job="node"}[5m]))',
    'sum(rate(requests_total{job="node"}[5m]))',
    'sum by (instance) (rate(requests_total{job="node"}[5m]))',
    'sum by (instance) (rate(requests_total{job="node",method="GET"}[5m]))',
  ])
  const [first, second] = proposals
  // 30 series, 240 samples of each in an hour, against three series of as many, at 61 points.
  expect(first).toMatchObject({ series: 3, reads: 30 * 20, following: ['Board › Zoom'], known: undefined })
  expect(first?.saves).toEqual({ refresh: (30 - 3) * 240 * 61, evaluation: 0 })
  expect(second).toMatchObject({ saves: { refresh: 0, evaluation: (30 - 1) * 240 }, following: [] })
  expect(second?.readers).toEqual([expect.stringMatching(/› Busy$/)])
})

test('what is recorded already is told, and does not read itself', () => {
  const all = record('job:requests:rate5m', sum(rate(requests)).over('5m'))
  const busy = alert('Busy', {
    when: sum(rate(requests)).over('1h').above('10/s'),
    severity: 'warning',
    component: 'api',
    summary: 'Busy.',
    description: () => 'Busy.',
  })
  const { proposals } = costsOf(modelOf({ rules: [all, busy] }))
  expect(proposals).toMatchObject([{ known: 'job:requests:rate5m', readers: [expect.stringMatching(/› Busy$/)] }])
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
