import { createDataFrame, LoadingState } from '@grafana/data'
import { beforeAll, expect, test, vi } from 'vitest'
import type { PanelModel } from '../../../../build/preview/app/dashboard/model.ts'
import type { Asking } from '../../../../build/preview/app/query/asking.ts'
import { type PanelAnswer, usePanelData } from '../../../../build/preview/app/query/use-panel-data.ts'
import { runHook } from './hook.ts'
import { askingOf, panelOf, rangeOf, stubBrowser } from './panels.ts'
import { apiServer, matrix } from './server.ts'

beforeAll(stubBrowser)

interface Given {
  readonly panel: PanelModel
  readonly width: number
  readonly asking: Asking
}

const upPanel = (expr = 'up', title = '') => panelOf({ id: 1, title, targets: [{ refId: 'A', expr }] })
const runPanel = () => runHook(({ panel, width, asking }: Given) => usePanelData(panel, width, asking))
const last = ({ answers }: { readonly answers: readonly PanelAnswer[] }) => answers.at(-1)

/** The hook's states, each once, with how many series there were. */
const states = ({ answers }: { readonly answers: readonly PanelAnswer[] }) =>
  answers.map(({ state, series }) => `${state} ${series.length}`).filter((state, at, all) => state !== all[at - 1])

const settled = (hook: { readonly answers: readonly PanelAnswer[] }, state = LoadingState.Done) =>
  vi.waitFor(() => expect(last(hook)?.state).toBe(state))

const one = matrix({ metric: { job: 'a' }, values: [[1005, '1']] })

test('nothing is asked without a width, and then once, whatever else changes', async () => {
  const { address, seen } = await apiServer(() => one)
  const asking = askingOf(address)
  const hook = runPanel()
  hook.give({ panel: upPanel(), width: 0, asking })
  await settled(hook, LoadingState.NotStarted)
  expect(seen).toEqual([])
  hook.give({ panel: upPanel(), width: 100, asking })
  await settled(hook)
  // Another panel object with another title, a width with the same step, another asking with the same answers.
  hook.give({ panel: upPanel('up', 'B'), width: 101, asking: { ...asking, lookup: () => 'x' } })
  const annotations = [createDataFrame({ fields: [] })]
  hook.give({ panel: upPanel('up', 'B'), width: 101, asking: { ...asking, annotations } })
  await vi.waitFor(() => expect(last(hook)?.annotations).toEqual(annotations))
  expect(seen).toHaveLength(1)
  expect(states(hook)).toEqual(['NotStarted 0', 'Loading 0', 'Done 1'])
})

test('until the next answer the last one stays, and a refresh asks again', async () => {
  const { address, seen } = await apiServer(({ form }) =>
    form.query === 'up' ? one : matrix({ metric: { job: 'b' }, values: [] }, { metric: { job: 'c' }, values: [] }),
  )
  const asking = askingOf(address)
  const hook = runPanel()
  hook.give({ panel: upPanel(), width: 100, asking })
  await settled(hook)
  hook.give({ panel: upPanel('down'), width: 100, asking })
  await vi.waitFor(() => expect(last(hook)?.series).toHaveLength(2))
  asking.prometheus.refresh()
  hook.give({ panel: upPanel('down'), width: 100, asking: { ...asking } })
  await vi.waitFor(() => expect(seen).toHaveLength(3))
  await settled(hook)
  expect(states(hook)).toEqual(['Loading 0', 'Done 1', 'Loading 1', 'Done 2', 'Loading 2', 'Done 2'])
  expect(last(hook)?.timeRange).toBe(asking.range)
})

test('a late answer to an earlier question is not shown, and its request is aborted', async () => {
  let closed = false
  const { address, seen } = await apiServer(async ({ form }, response) => {
    if (form.query === 'fast') return one
    await new Promise<void>((resolve) => response.once('close', resolve))
    closed = true
    return matrix()
  })
  const asking = askingOf(address)
  const hook = runPanel()
  hook.give({ panel: upPanel('slow'), width: 100, asking })
  await vi.waitFor(() => expect(seen).toHaveLength(1))
  hook.give({ panel: upPanel('fast'), width: 100, asking })
  await settled(hook)
  await vi.waitFor(() => expect(closed).toBe(true))
  expect(states(hook)).toEqual(['Loading 0', 'Done 1'])
})

test('an error is shown with what was answered, and goes with the next answer', async () => {
  let isDown = true
  const { address } = await apiServer(({ form }, response) => {
    if (form.query === 'up' || !isDown) return one
    response.statusCode = 422
    return { status: 'error', errorType: 'execution', error: 'too many samples' }
  })
  const asking = askingOf(address)
  const panel = panelOf({
    targets: [
      { refId: 'A', expr: 'up' },
      { refId: 'B', expr: 'big' },
    ],
  })
  const hook = runPanel()
  hook.give({ panel, width: 100, asking })
  await settled(hook, LoadingState.Error)
  expect(last(hook)).toMatchObject({ errors: [{ refId: 'B', message: 'execution: too many samples' }], series: [{}] })
  isDown = false
  asking.prometheus.refresh()
  hook.give({ panel, width: 100, asking: { ...asking, range: rangeOf(1000, 1060) } })
  await settled(hook)
  expect(last(hook)?.errors).toBeUndefined()
  expect(last(hook)?.series).toHaveLength(2)
})

test('a panel that is taken away asks for nothing any more', async () => {
  let closed = false
  const { address, seen } = await apiServer(async (_, response) => {
    await new Promise<void>((resolve) => response.once('close', resolve))
    closed = true
  })
  const hook = runPanel()
  hook.give({ panel: upPanel(), width: 100, asking: askingOf(address) })
  await vi.waitFor(() => expect(seen).toHaveLength(1))
  hook.end()
  await vi.waitFor(() => expect(closed).toBe(true))
})
