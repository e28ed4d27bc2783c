import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { DataSource } from '../../../../build/data/source.ts'
import { type Served, served } from '../support/boards.ts'
import { drawn, pageTest, type Question, type Visit } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { type Held, heldBack } from '../support/held.ts'
import { made, madeDashboard, madeVariable } from '../support/made.ts'

const query = (job: string, instances: string) => `up{job="${job}",instance=~"${instances}"}`

const dashboard = madeDashboard(
  [made(1, 'Instances', { targets: [{ refId: 'A', expr: query('$job', '$instance') }] })],
  {
    templating: {
      list: [
        { ...madeVariable('job', 'Job'), multi: false, includeAll: false, current: {} },
        { ...madeVariable('instance', 'Instance'), query: 'label_values(up{job="$job"}, instance)' },
      ],
    },
  },
)

const instances: Readonly<Record<string, readonly string[]>> = { web: ['w1', 'w2'], db: ['d1', 'd2'] }

/** Two jobs with instances of their own. */
async function jobs(): Promise<Held & Served> {
  const fake = await fakePrometheus({
    series: () => [{ metric: { job: 'web' }, value: () => '1' }],
    values: () => ['web', 'db'],
  })
  const source: DataSource = {
    ...fake,
    answer: async (path, form, signal) => {
      const [, job] = /job="(\w+)"/.exec(form.get('match[]') ?? '') ?? []
      if (path !== 'label/instance/values' || job === undefined) return fake.answer(path, form, signal)
      return { status: 200, body: JSON.stringify({ status: 'success', data: instances[job] ?? [] }) }
    },
  }
  const held = heldBack(source)
  return { ...held, ...(await served([dashboard], held.source)) }
}

async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: value, exact: true }).click()
}

const queriesOf = (visit: Visit): readonly string[] => visit.asked().flatMap(({ form }) => form.get('query') ?? [])

pageTest('another choice is asked for with the options that belong to it, and only with them', async (open) => {
  const { url, hold, release } = await jobs()
  const visit = await open('/d/made', { url })
  expect(queriesOf(visit)).toEqual([query('web', '(w1|w2)')])
  hold((path) => path === 'label/instance/values')
  await choose(visit.page, 'Job', 'db')
  const isOfDb = ({ form }: Question) => form.get('match[]') === 'up{job="db"}'
  await expect.poll(() => visit.questions.some(isOfDb)).toBe(true)
  release()
  await drawn(visit.page)
  expect(queriesOf(visit)).toEqual([query('db', '(d1|d2)')])
})

pageTest('a choice does not outlive what it was chosen for', async (open) => {
  const { url } = await jobs()
  const visit = await open('/d/made?var-job=web&var-instance=w1', { url })
  const { page } = visit
  expect(queriesOf(visit)).toEqual([query('web', 'w1')])
  await choose(page, 'Job', 'db')
  await expect.poll(() => new URL(page.url()).search).toBe('?var-job=db')
  await drawn(page)
  expect(queriesOf(visit)).toEqual([query('db', '(d1|d2)')])
})
