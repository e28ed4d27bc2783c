import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Refused } from '../../build/findings/problem.ts'
import { defineStack } from '../../build/stack/define.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { composeConfig } from '../../build/targets/compose.ts'
import { prometheus } from '../../build/targets/prometheus.ts'
import { jobs, pinned } from './stack.ts'

const one = '10.0.0.1'
const machine = (name: string, own: string, other: string, port = 9093): Stack => ({
  ...pinned,
  replica: { name, own, other },
  ports: { ...pinned.ports, alertmanager: port },
  targets: { ...pinned.targets, alertmanager: { ...pinned.targets.alertmanager, address: `${own}:${port}` } },
})

test('without a pair nothing says so', () => {
  expect(prometheus(pinned, jobs).text).not.toContain('replica')
  expect(JSON.stringify(composeConfig(pinned, jobs))).toContain('--cluster.listen-address="')
})

test('two machines differ in their name and in whom they look for', () => {
  const [a, b] = [machine('a', '10.0.0.1', '10.0.0.2'), machine('b', '10.0.0.2', '10.0.0.1')].map((stack) =>
    parse(prometheus(stack, jobs).text),
  )
  expect([a.global.external_labels, b.global.external_labels]).toEqual([{ replica: 'a' }, { replica: 'b' }])
  expect(a.alerting.alert_relabel_configs).toEqual([{ regex: 'replica', action: 'labeldrop' }])
  expect(a.alerting.alertmanagers[0].static_configs[0].targets).toContain('10.0.0.2:9093')
  // What each knows of both has the same labels, so that their alerts are the same.
  expect(a.scrape_configs).toEqual(b.scrape_configs)
})

test('a machine that is its own other is refused', () => {
  const { replica: _, ...settings } = pinned
  expect(() => defineStack({ ...settings, replica: { name: 'a', own: one, other: one } } as never)).toThrow(Refused)
})
