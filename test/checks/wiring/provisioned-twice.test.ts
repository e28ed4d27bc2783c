import { expect, test } from 'vitest'
import { provisionedTwice } from '../../../build/checks/wiring/provisioned-twice.ts'
import { grafana } from '../stack.ts'
import { subject, told } from '../subject.ts'

test('a uid for two data sources', () => {
  const datasources = [
    { name: 'Prometheus', uid: 'main' },
    { name: 'Alertmanager', uid: 'main' },
  ]
  expect(told(provisionedTwice, subject({ provisioning: grafana({ datasources }) }))).toMatchInlineSnapshot(`
    "error  provisioned-twice   grafana/provisioning.yml › data source Alertmanager
      The uid main is that of another data source already; Grafana loads one of the two.
      Give each data source its own."
  `)
})

test.each([
  ['a name', { datasources: [{ name: 'a' }, { name: 'a' }] }, 'The name a is that of another data source'],
  ['a provider', { providers: [{ name: 'a' }, { name: 'a' }] }, 'The name a is that of another provider'],
  [
    'a folder',
    {
      providers: [
        { name: 'a', options: { path: '/d' } },
        { name: 'b', options: { path: '/d' } },
      ],
    },
    'The path /d is that of another provider',
  ],
  [
    'the default',
    {
      datasources: [
        { name: 'a', isDefault: true },
        { name: 'b', isDefault: true },
      ],
    },
    'b and a are both the default',
  ],
])('%s twice', (_, files, what) => {
  expect(told(provisionedTwice, subject({ provisioning: grafana(files) }))).toContain(what)
})

test.each([
  [
    'different ones',
    {
      datasources: [
        { name: 'a', uid: '1', isDefault: true },
        { name: 'b', uid: '2' },
      ],
    },
  ],
  ['none', {}],
  ['some without a uid', { datasources: [{ name: 'a' }, { name: 'b' }] }],
])('%s are fine', (_, files) => {
  expect(told(provisionedTwice, subject({ provisioning: grafana(files) }))).toBe('')
})
