import { expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { gather } from '../../build/findings/gather.ts'
import { against } from '../checks/foreign.ts'

const files = (count: number, text: (at: number) => string) =>
  gather(runChecks(against('', Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.yml`, text(at)])))))

const rules = (...all: readonly object[]) => JSON.stringify({ groups: [{ name: 'g', rules: all }] })
const of = (check: string, { diagnostics }: ReturnType<typeof gather>) =>
  diagnostics.filter((each) => each.check === check)

test('the same condition in many files is told once, and in few in each', () => {
  const copy = () => rules({ alert: 'A', expr: 'up > 1' })
  expect(of('impossible-threshold', files(4, copy))).toHaveLength(4)
  const many = files(1_000, copy)
  expect(of('impossible-threshold', many)).toMatchObject([
    {
      place: { file: '0.yml' },
      what: expect.stringContaining('The same stands in 999 more files, such as 1.yml and 10.yml.'),
    },
  ])
  expect(of('duplicate-name', many)).toHaveLength(1)
  expect(many.diagnostics.length).toBeLessThan(10)
})

test('a template for a thousand services gives findings in proportion', () => {
  const service = (at: number) =>
    rules(
      { alert: 'High', expr: `a{s="${at}"} > 5`, labels: { severity: 'critical' } },
      { alert: 'High', expr: `a{s="${at}"} > 3`, labels: { severity: 'warning' } },
      { alert: 'Low', expr: 'b < 3', labels: { severity: 'warning' } },
    )
  expect(files(400, service).diagnostics.length).toBeLessThan(5 * 400)
})

test('a name that is taken is told once, whatever the groups are called', () => {
  const service = (at: number) =>
    JSON.stringify({ groups: [{ name: `service ${at}`, rules: [{ alert: 'A', expr: 'up > 1' }] }] })
  expect(of('duplicate-name', files(100, service))).toHaveLength(1)
})

test('of more than a thousand findings of one check the rest is counted', () => {
  const { diagnostics, untold } = files(1, () =>
    rules(...Array.from({ length: 2_000 }, (_, at) => ({ alert: `A${at}`, expr: `up > ${at + 1}` }))),
  )
  expect(diagnostics.filter(({ check }) => check === 'impossible-threshold')).toHaveLength(1_000)
  expect(untold).toContainEqual({ check: 'impossible-threshold', count: 1_000 })
})
