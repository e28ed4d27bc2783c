import { expect } from 'vitest'
import { served } from '../support/boards.ts'
import { drawn, pageTest, panelOf } from '../support/browser.ts'
import { fakePrometheus } from '../support/fake.ts'
import { made, madeDashboard } from '../support/made.ts'

const annotation = (name: string, enable: boolean): object => ({ name, enable, expr: name.toLowerCase() })

pageTest('an annotation is asked and marked only while it is switched on', async (open) => {
  const source = await fakePrometheus({ series: () => [{ metric: { job: 'api' }, value: () => '1' }] })
  const list = [annotation('Deploys', true), annotation('Alerts', true), annotation('Backups', false)]
  const { url } = await served([madeDashboard([made(1, 'Rate')], { annotations: { list } })], source)
  const visit = await open('/d/made', { url, height: 800 })
  const { page } = visit
  const queries = () => visit.asked().map(({ form }) => form.get('query'))
  const marks = async () => {
    const names = await panelOf(page, 'Rate')
      .getByRole('button', { name: /^Annotation, / })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')?.split(', ').at(-1)))
    return names.sort()
  }
  // The picture of a switch is a label over the input: whoever clicks meets that.
  const toggle = (name: string) => page.getByRole('switch', { name }).click({ force: true })

  expect(queries().sort()).toEqual(['alerts', 'deploys', 'up'])
  await expect.poll(marks).toEqual(['Alerts', 'Deploys'])
  await toggle('Deploys')
  await expect.poll(marks).toEqual(['Alerts'])
  await drawn(page)
  expect(queries()).toEqual([])

  await toggle('Backups')
  await expect.poll(marks).toEqual(['Alerts', 'Backups'])
  expect(queries()).toEqual(['backups'])

  // The answer is still known.
  await toggle('Deploys')
  await expect.poll(marks).toEqual(['Alerts', 'Backups', 'Deploys'])
  expect(queries()).toEqual([])
})
