import { expect, test } from 'vitest'
import { compile } from '../../build/compile.ts'
import { connect } from '../../build/doctor/client/connect.ts'
import { examine } from '../../build/doctor/examine.ts'
import { publicMetrics } from '../../build/doctor/public.ts'
import { root } from '../support/root.ts'
import { always, serve } from './serve.ts'

const { model, artifacts } = await compile(root, 'none')

/** What is said of a public address that answers like this, and what it was asked. */
async function said(text: string, options: { readonly type?: string; readonly status?: number }) {
  const served = await serve(always(text, options))
  const client = connect({ insecure: false, environment: { PUBLIC_TOKEN: 'none-of-its-business' } })
  const servers = { prometheus: client('prometheus', served.url), public: client('public', served.url) }
  const [examined] = await examine({ model, artifacts, servers }, [publicMetrics])
  const [asked] = served.requests
  return { examined, asked: asked?.url, authorization: asked?.headers.authorization, url: served.url }
}

test('metrics that anybody can read are told', async () => {
  const { examined, asked, authorization, url } = await said('# HELP up It.\n# TYPE up gauge\nup 1\n', {
    type: 'text/plain',
  })
  expect(asked).toBe('/api/v1/metrics')
  expect(authorization).toBeUndefined()
  expect(examined).toMatchObject({
    status: 'failed',
    findings: [
      { severity: 'error', where: `${url}/api/v1/metrics`, what: expect.stringContaining('Anybody reads') },
      { severity: 'error', where: `${url}/metrics`, next: expect.stringContaining('targets.search-worker.tokenFile') },
    ],
  })
})

test.each([
  ['a token is needed', 'The metrics need the token', { status: 401 }],
  ['the proxy refuses', 'Not found', { status: 404 }],
  ['the page of the application', '<html># HELP</html>', { type: 'text/html' }],
])('%s: nothing is wrong', async (_, text, options) => {
  const { examined } = await said(text, options)
  expect(examined).toMatchObject({ status: 'passed', findings: [] })
})
