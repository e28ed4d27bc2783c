import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { useAutoRefresh } from '../../../../build/preview/app/shell/use-auto-refresh.ts'
import { runHook } from '../query/hook.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
})

interface Given {
  readonly interval: string
  readonly refresh: () => void
  readonly isBusy: () => boolean
}

test('a refresh waits for the answers that are still to come', async () => {
  let isBusy = false
  const given: Given = { interval: '5s', refresh: vi.fn(), isBusy: () => isBusy }
  const hook = runHook(({ interval, refresh, isBusy }: Given) => useAutoRefresh(interval, refresh, isBusy))
  hook.give(given)
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  vi.advanceTimersByTime(5_000)
  expect(given.refresh).toHaveBeenCalledTimes(1)
  isBusy = true
  vi.advanceTimersByTime(20_000)
  expect(given.refresh).toHaveBeenCalledTimes(1)
  isBusy = false
  vi.advanceTimersByTime(5_000)
  expect(given.refresh).toHaveBeenCalledTimes(2)
  hook.give({ ...given, interval: '' })
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
})
