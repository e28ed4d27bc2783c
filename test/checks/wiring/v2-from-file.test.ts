import { expect, test } from 'vitest'
import { v2FromFile } from '../../../build/checks/wiring/v2-from-file.ts'
import { subjectOfFiles } from '../../../build/model/subject-of-files.ts'
import { shapes } from '../../documents/convert/inputs.ts'
import { composed, grafana } from '../stack.ts'
import { dashboard, panel, subject, told } from '../subject.ts'

const provisioning = grafana({ providers: [{ name: 'files', options: { path: '/var/lib/grafana/dashboards' } }] })
const stored = (file: string) => [dashboard([panel({})], { file, isV2: true, place: { file, path: [] } })]
const mounted = (file: string, ...volumes: readonly string[]) =>
  composed({ grafana: { image: 'grafana/grafana:13.2.2', volumes } }, { provisioning, dashboards: stored(file) })

test('version 2 in the folder that is mounted for a provider', () => {
  expect(told(v2FromFile, mounted('boards/a.json', './boards:/var/lib/grafana/dashboards'))).toMatchInlineSnapshot(`
    "error  v2-from-file   boards/a.json
      Grafana does not load version 2 of the schema from a file, and the provider files reads /var/lib/grafana/dashboards, where this one lies.
      Make a classic dashboard of it, npm run convert -- boards/a.json OUT.json, or hand it to Grafana's API, Git Sync or the operator."
  `)
})

test.each([
  ['a folder above is mounted', mounted('grafana/dashboards/a.json', './grafana:/var/lib/grafana')],
  [
    'only the name of the folder tells',
    subject({ provisioning, dashboards: stored('grafana/dashboards/team/a.json') }),
  ],
  ['a volume is mounted there', mounted('dashboards/a.json', 'boards:/var/lib/grafana/dashboards')],
])('%s', (_, of) => {
  expect(told(v2FromFile, of)).toContain('npm run convert -- ')
})

test.each([
  ['another folder', mounted('api/a.json', './boards:/var/lib/grafana/dashboards')],
  ['a folder of another name', subject({ provisioning, dashboards: stored('git-sync/a.json') })],
  ['no provider', subject({ dashboards: stored('dashboards/a.json') })],
  ['the classic form', subject({ provisioning, dashboards: [dashboard([panel({})], { file: 'dashboards/a.json' })] })],
])('%s is fine', (_, of) => {
  expect(told(v2FromFile, of)).toBe('')
})

test('it is known of files that are read', () => {
  const files = {
    'dashboards/a.json': shapes['a grid']?.input,
    'provisioning/p.json': { providers: [{ name: 'files', options: { path: '/etc/dashboards/' } }] },
  }
  const texts = Object.entries(files).map(([file, json]) => ({ file, text: JSON.stringify(json), isNamed: true }))
  expect(told(v2FromFile, subjectOfFiles(texts, { own: undefined, foreign: [] }))).toContain(
    'provider files reads /etc',
  )
})
