import { expect, test } from 'vitest'
import { sensitiveLabel } from '../../../build/checks/security/sensitive-label.ts'
import { alert, dashboard, ours, panel, subject, told } from '../subject.ts'
import { written } from '../written.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a query that groups by people', () => {
  expect(told(sensitiveLabel, panelOf('sum by (user_id) (http_requests_total)'))).toMatchInlineSnapshot(`
    "error  sensitive-label   dashboard.json › Row › Panel
      sum by (user_id) (http_requests_total)
              ^^^^^^^
      The label user_id would name a person or carry a secret.
      Leave the label out of the metric; a log or a trace can carry it."
  `)
})

test.each(['email', 'token', 'access_token', 'customer_id', 'session_id', 'client_ip', 'api_key', 'userEmail'])(
  '%s is a sensitive name',
  (label) => {
    expect(told(sensitiveLabel, panelOf(`sum by (${label}) (somebody_elses_total)`))).toContain(
      `The label ${label} would`,
    )
  },
)

test.each([
  'usename',
  'user',
  'client',
  'key',
  'queryid',
  'datname',
  'token_type',
  'email_template',
  'client_addr',
  'username',
  'secret',
])('%s is none', (label) => {
  expect(told(sensitiveLabel, panelOf(`sum by (${label}) (somebody_elses_total{${label}!=""})`))).toBe('')
})

test.each([
  ['a matcher', panelOf('http_requests_total{email=~".+@.+"}')],
  ['a join', panelOf('up * on (user_id) up')],
  ['a label that is made', panelOf('label_replace(up, "email", "$1", "instance", "(.*)")')],
  [
    'a notification',
    subject({ rules: [alert({ expr: 'up == 0', annotations: { summary: 'Mail {{ $labels.email }}' } })] }),
  ],
  ['a legend', subject({ panels: [panel({ exprs: ['up'], legend: '{{ user_id }}' })] })],
  [
    'a variable',
    subject({
      dashboards: [
        dashboard([], {
          variables: [
            {
              name: 'who',
              type: 'query',
              multi: false,
              includeAll: false,
              place: { file: 'dashboard.json', path: ['variable who'] },
              query: 'label_values(http_requests_total, user_id)',
            },
          ],
        }),
      ],
    }),
  ],
])('%s', (_, of) => {
  expect(told(sensitiveLabel, of)).toMatch(/The label (email|user_id) would name a person/)
})

test('a metric of the catalog', () => {
  const { model } = ours
  const metrics = model?.metrics.map((entry) => ({
    ...entry,
    value: { ...entry.value, declared: { ...entry.value.declared, email: ['a'] as const } },
  }))
  expect(told(sensitiveLabel, { ...ours, model: model && { ...model, metrics: metrics ?? [] } })).toContain(
    'The label email would',
  )
})

test('series without the label are fine', () => {
  expect(told(sensitiveLabel, panelOf('http_requests_total{email=""}'))).toBe('')
})

test('the legend of a log query names no label of a metric', () => {
  const dashboard = (type: string) => ({
    ...{ title: 'D', uid: 'd' },
    panels: [{ title: 'P', datasource: { type, uid: 'x' }, targets: [{ expr: 'up', legendFormat: '{{ user_id }}' }] }],
  })
  expect(told(sensitiveLabel, written('d.json', JSON.stringify(dashboard('loki'))))).toBe('')
  expect(told(sensitiveLabel, written('d.json', JSON.stringify(dashboard('prometheus'))))).toContain('user_id')
})
