import { expect, test } from 'vitest'
import { connect } from '../../build/doctor/client/connect.ts'
import { Unanswered } from '../../build/doctor/client/unanswered.ts'
import type { Context } from '../../build/doctor/context.ts'
import type { Examination, Outcome } from '../../build/doctor/examination.ts'
import { examine } from '../../build/doctor/examine.ts'
import { model } from './pretend.ts'

const client = connect({ insecure: false, environment: {} })
const context: Context = {
  model,
  artifacts: [],
  servers: { prometheus: client('prometheus', 'http://127.0.0.1:1') },
}

const nothing: Outcome = { facts: [], findings: [] }
const step = (id: string, needs: readonly string[], run: () => Outcome = () => nothing): Examination => ({
  id,
  question: `${id}?`,
  needs,
  run: async () => run(),
})
const finding = (severity: 'error' | 'warning' | 'note') => ({ severity, where: 'here', what: 'what', next: 'next' })
const statuses = async (...steps: readonly Examination[]) =>
  (await examine(context, steps)).map(({ id, status, reason }) => [id, status, reason].filter(Boolean).join(' '))

test('what needs a step that stopped is skipped with its reason, and so is what needs that', async () => {
  const stopped = step('a', [], () => ({ facts: [], findings: [finding('error')], stops: 'nobody is there' }))
  expect(await statuses(stopped, step('b', ['a']), step('c', ['b']), step('d', []))).toEqual([
    'a failed',
    'b skipped nobody is there',
    'c skipped nobody is there',
    'd passed',
  ])
})

test('a server that does not answer is a finding, and stops what needs the answer', async () => {
  const silent = step('a', [], () => {
    throw new Unanswered({ what: 'It hangs.', next: 'Wait.' })
  })
  const [first, second] = await examine(context, [silent, step('b', ['a'])])
  expect(first?.findings).toEqual([{ severity: 'error', where: 'Prometheus', what: 'It hangs.', next: 'Wait.' }])
  expect(second).toMatchObject({ status: 'skipped', reason: 'It hangs.' })
})

test('when the time for all is up, the rest is skipped', async () => {
  const late = step('a', [], () => {
    throw new Unanswered({ what: 'Too late.', next: 'Wait.', isOver: true })
  })
  expect(await statuses(late, step('b', []))).toEqual(['a failed', 'b skipped Too late.'])
})

test('a mistake of ours is no finding', async () => {
  const broken = step('a', [], () => {
    throw new TypeError('x is undefined')
  })
  await expect(examine(context, [broken])).rejects.toThrow('x is undefined')
})

test('findings fail a step, and notes do not', async () => {
  const found = (severity: 'error' | 'warning' | 'note') => () => ({ facts: [], findings: [finding(severity)] })
  expect(await statuses(step('a', [], found('note')), step('b', [], found('warning')))).toEqual([
    'a passed',
    'b failed',
  ])
})

test('servers that nobody named are not examined', async () => {
  expect(await statuses(step('grafana-drift', []), step('alertmanager-reachable', []), step('clock', []))).toEqual([
    'clock passed',
  ])
})

test('progress is told before each step', async () => {
  const told: string[] = []
  await examine(context, [step('a', []), step('b', [])], (question, at, of) => told.push(`${at}/${of} ${question}`))
  expect(told).toEqual(['1/2 a?', '2/2 b?'])
})
