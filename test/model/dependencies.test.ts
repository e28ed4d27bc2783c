import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { dependents, job } from '../../build/language/job.ts'
import { misfits } from '../../build/model/jobs.ts'
import { filledIn } from '../../build/model/runbook-words.ts'
import { model } from '../checks/model.ts'

const of = (name: string, component: string, ...dependsOn: readonly string[]) =>
  job(name, {
    title: name,
    component,
    whenDown: 'critical',
    address: `${name}:80`,
    ...(dependsOn.length > 0 && { dependsOn }),
  })

const told = (...jobs: readonly ReturnType<typeof of>[]) =>
  misfits('/', { ...model.stack, targets: {} as never }, jobs, []).map(({ where, what }) => `${where}: ${what}`)

test('what depends on what depends on a component does, too', () => {
  const jobs = [of('web', 'web', 'database'), of('pg', 'database', 'host'), of('node', 'host'), of('mail', 'mail')]
  expect(dependents(jobs, 'host')).toEqual(['host', 'database', 'web'])
  expect(told(...jobs)).toEqual([])
})

test('a circle of components is refused', () => {
  expect(told(of('web', 'web', 'database'), of('pg', 'database', 'host'), of('node', 'host', 'web'))).toEqual([
    expect.stringContaining(
      'queries/jobs.ts › web: Components depend on each other in a circle: web → database → host → web.',
    ),
  ])
})

test('so is a component that depends on itself, and one that there is not', () => {
  expect(told(of('web', 'web', 'web'))).toEqual([expect.stringContaining('in a circle: web → web.')])
  expect(told(of('web', 'web', 'databse'), of('pg', 'database'))).toEqual([
    expect.stringContaining('The job web depends on the component databse, which no job belongs to'),
  ])
})

test('a runbook has the words of the settings', () => {
  const text = 'redis-cli -h {{stack.compose.redis.host}} -n {{stack.broker.database}} --format {{.Name}}'
  expect(filledIn('Any', text, model.stack)).toBe('redis-cli -h redis -n 0 --format {{.Name}}')
})

test('a word that the settings do not have is refused with its line', () => {
  expect(() => filledIn('Any', 'a\n{{stack.broker.databse}}', model.stack)).toThrow(Refused)
  expect(() => filledIn('Any', 'a\n{{stack.broker}}', model.stack)).toThrow(/Any.md:2/)
})
