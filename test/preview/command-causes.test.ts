import { expect, test } from 'vitest'
import { causesBetween, type DefinedPanel } from '../../build/commands/preview/causes.ts'
import { definitionsIn } from '../../build/commands/preview/definition-texts.ts'
import { root } from '../support/root.ts'

const ours = definitionsIn(root)
const celery = 'dashboards/celery-workers.ts'

/** Our definitions with one text in the place of another, and what that is to a panel. */
function causes(file: string, from: string, to: string, panel: Partial<DefinedPanel>) {
  const text = ours.get(file) ?? ''
  expect(text).toContain(from)
  const after = new Map([...ours, [file, text.replace(from, () => to)]])
  const { before = 'Task duration percentiles' } = panel
  const found = causesBetween(ours, after)({ file: celery, before, after: before, ...panel })
  return found.map(({ where, lines }) => [
    where.replace(/:\d+ /, ':N '),
    ...lines.map((line) => line.map(({ text }) => text).join('')),
  ])
}

const p99 = 'export const durationP99 = quantile(0.99, duration)'

test('a query that a panel shows, with what changed in it', () => {
  expect(causes('queries/extraction.ts', p99, p99.replace('0.99', '0.9'), {})).toEqual([
    ['queries/extraction.ts:N › durationP99', `- ${p99}`, `+ ${p99.replace('0.99', '0.9')}`],
  ])
})

test('a metric behind its queries, and nothing that it does not read', () => {
  const help = 'Time an extraction task took, failed ones included.'
  const found = causes('queries/extraction.ts', help, 'Time.', {})
  expect(found.map(([where]) => where)).toEqual(['queries/extraction.ts:N › duration'])
  expect(causes('queries/extraction.ts', help, 'Time.', { before: 'Tasks in progress' })).toEqual([])
})

test('the alert whose threshold a panel draws', () => {
  const found = causes('alerts/slow-tasks.ts', 'above(0.5)', 'above(1.5)', { before: 'Tasks over 10 minutes' })
  expect(found.map(([where]) => where)).toEqual(['alerts/slow-tasks.ts:N › extractionTaskTooSlow'])
})

test('the panel itself, also under another title, at the line where it begins', () => {
  const [before, after] = ['Task duration percentiles', 'How long tasks take']
  expect(causes(celery, before, after, { before, after })).toEqual([
    [`${celery}:N › ${after}`, `-   '${before}',`, `+   '${after}',`],
  ])
  const line = (ours.get(celery) ?? '').split(`'${before}'`)[0]?.split('\n').length ?? 0
  const [cause] = causesBetween(new Map(), ours)({ file: celery, before: undefined, after: before })
  expect(cause?.where).toBe(`${celery}:${line - 1} › ${before}`)
})

test('a panel that is gone, as it was', () => {
  const gone = 'Tasks waiting for search'
  const [, call = ''] = /^ +(stat\('Tasks waiting for search'.*?),$/m.exec(ours.get(celery) ?? '') ?? []
  expect(causes(celery, `${call},`, '', { before: gone, after: undefined })).toEqual([
    [`${celery} › ${gone}`, `- ${call}`],
  ])
})

test('a comment or a statement beside it is none', () => {
  expect(causes('queries/extraction.ts', p99, `${p99}\n\n/** Of the next. */`, {})).toEqual([])
  expect(causes('queries/extraction.ts', p99, `${p99}\n// A note.`, {})).toEqual([])
  expect(causes('queries/extraction.ts', p99, `${p99}\nexport const other = 1`, {})).toEqual([])
})

test('a title that no definition has', () => {
  expect(causes(celery, 'Task duration percentiles', 'X', { before: 'Made up', after: 'Made up' })).toEqual([])
})
