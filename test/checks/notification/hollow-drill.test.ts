import { expect, test } from 'vitest'
import { redisDown } from '../../../alerts/liveness.ts'
import { hollowDrill } from '../../../build/checks/notification/hollow-drill.ts'
import { alert } from '../../../build/language/alert.ts'
import { exposedBy } from '../../../build/language/declare.ts'
import { type Drill, drill } from '../../../build/language/drill.ts'
import { stands } from '../../../build/language/touch.ts'
import type { Model } from '../../../build/model/model.ts'
import { subjectOf } from '../../../build/subject.ts'
import * as jobs from '../../../queries/jobs.ts'
import * as redis from '../../../queries/redis.ts'
import { model } from '../model.ts'
import { told } from '../subject.ts'

const saidOf = (drills: readonly Drill[], stack: Model['stack'] = model.stack): string =>
  told(
    hollowDrill,
    subjectOf({
      ...model,
      stack,
      drills: drills.map((value) => ({ file: 'alerts/drills/any.ts', name: 'any', value })),
    }),
  )

const about = { lasts: '1h', happens: [stands(redis.up, 0)], pages: 1, tickets: 0 } as const
const noticed = { by: redisDown, within: '3m' } as const
const redisDies = drill('Redis dies', { ...about, noticed })

test('our own drills are none', () => {
  expect(saidOf([redisDies])).toBe('')
  expect(told(hollowDrill, subjectOf(model))).toBe('')
})

test('a metric that nobody exposes', () => {
  const misspelt = exposedBy(jobs.redis).state('redis_upp', { help: 'Misspelt.' })
  expect(saidOf([drill('Redis dies', { ...about, happens: [stands(misspelt, 0)], noticed })])).toMatchInlineSnapshot(`
    "error  hollow-drill   alerts/drills/any.ts › Redis dies
      It touches redis_upp, which nobody exposes; the nearest name is redis_up.
      Take a metric that queries/ declares and exports."
  `)
})

test('an alert that no group has', () => {
  const by = alert('PyBaseRedisGone', {
    when: redis.up.is(0),
    severity: 'critical',
    component: 'redis',
    summary: 'Redis is gone.',
    description: () => 'It is.',
  })
  const gone = drill('Redis dies', { ...about, noticed: { ...noticed, by } })
  expect(saidOf([gone])).toMatchInlineSnapshot(`
    "error  hollow-drill   alerts/drills/any.ts › Redis dies
      It must be noticed by PyBaseRedisGone, which no file of alerts/ gathers.
      Add the alert to the group of its file, or name one that is there."
  `)
})

test('channels that an installation has switched off are no matter of a drill', () => {
  const { notify } = model.stack
  const silent = {
    ...model.stack,
    notify: {
      ...notify,
      slack: { ...notify.slack, enabled: false },
      pagerduty: { ...notify.pagerduty, enabled: false },
      email: { ...notify.email, enabled: false },
    },
  }
  expect(saidOf([redisDies], silent)).toBe('')
})

test('a metric that no alert reads', () => {
  expect(
    saidOf([drill('Clients come', { lasts: '1h' as const, happens: [stands(redis.clients, 9)], quiet: true })]),
  ).toMatchInlineSnapshot(`
    "error  hollow-drill   alerts/drills/any.ts › Clients come
      No alert reads redis_connected_clients: it would pass with every alert removed.
      Let something happen that alerts look at, or add the alert that should notice it."
  `)
})

test('two of one title', () => {
  expect(saidOf([redisDies, redisDies])).toMatchInlineSnapshot(`
    "error  hollow-drill   alerts/drills/any.ts › Redis dies
      Another drill has this title.
      Say what is different in this one."
  `)
})
