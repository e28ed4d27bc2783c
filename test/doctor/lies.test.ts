import { expect, test } from 'vitest'
import { compile } from '../../build/compile.ts'
import { examinationsOf as all } from '../../build/doctor/all.ts'
import { connect } from '../../build/doctor/client/connect.ts'
import { examine } from '../../build/doctor/examine.ts'
import { root } from '../support/root.ts'
import { always, serve } from './serve.ts'

const { model, artifacts } = await compile(root, 'none')

/** What the examinations say of a server that is asked for all three. */
async function examinationsOf(url: string) {
  const client = connect({ insecure: false, environment: {}, timeout: '0.5' })
  const servers = {
    prometheus: client('prometheus', url),
    alertmanager: client('alertmanager', url),
    grafana: client('grafana', url),
  }
  return examine({ model, artifacts, servers }, all(model))
}

const success = (data: unknown): string => JSON.stringify({ status: 'success', data })
const lies: readonly string[] = [
  '',
  '<html></html>',
  '{',
  'null',
  '[]',
  '{}',
  '[{}]',
  '{"status":"success"}',
  '{"status":"error","errorType":"bad_data","error":"no"}',
  ...[null, 0, '', 'x', [], {}, [null], [{}], { result: null }, { resultType: 'vector', result: [{}] }].map(success),
  success({ resultType: 'vector', result: [{ metric: { __proto__: 'x' }, value: [0, 'abc'] }] }),
  success({ groups: [{ name: 'x', file: '', interval: 0, evaluationTime: 1, rules: [] }] }),
  success({ activeTargets: [{ labels: {}, scrapeUrl: '%', health: 'down', lastError: '' }] }),
  success({ yaml: '&a [*a]' }),
  success({ yaml: 'scrape_configs: [1]' }),
  success({ yaml: 'scrape_configs: [{static_configs: [1, null, {targets: 3}], metric_relabel_configs: [null]}]' }),
  success({ alerts: [{ labels: {}, annotations: {}, state: 'firing', activeAt: '' }] }),
]

test.each(lies)('a server that answers everything with %j is told of, and nothing breaks', async (body) => {
  const { url } = await serve(always(body))
  const examined = await examinationsOf(url)
  expect(examined.find(({ id }) => id === 'reachable')?.status).toBe('failed')
})

test.each(lies)('a server that has a version, and answers else %j', async (body) => {
  const { url } = await serve((request, response) => {
    const isVersion = request.url?.includes('buildinfo') === true
    always(isVersion ? success({ version: '3.14.0' }) : body)(request, response)
  })
  const examined = await examinationsOf(url)
  expect(examined.find(({ id }) => id === 'version')?.status).toBe('passed')
  expect(examined.find(({ id }) => id === 'targets')?.status).toBe('failed')
})
