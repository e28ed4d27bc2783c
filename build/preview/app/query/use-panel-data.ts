import { LoadingState, type PanelData, type QueryResultMetaNotice } from '@grafana/data'
import { useEffect, useMemo, useState } from 'react'
import type { PanelModel } from '../dashboard/model.ts'
import type { Asking } from './asking.ts'
import { ownRange } from './own-range.ts'
import { answerOf, type PlanAnswer } from './panel-data.ts'
import { type PanelPlan, planOf } from './plan.ts'

/** Grafana's `PanelData`, and what is worth knowing about it. */
export interface PanelAnswer extends PanelData {
  readonly notices: readonly QueryResultMetaNotice[]
}

/**
 * What a panel shows, `width` pixels wide. Asks when what is asked changes and after a refresh, and not while the width is
 * 0; until the answer arrives, the data is that of the last one.
 */
export function usePanelData(panel: PanelModel, width: number, asking: Asking): PanelAnswer {
  const { prometheus, annotations } = asking
  const range = useMemo(() => ownRange(asking.range, panel), [asking.range, panel])
  const { generation } = prometheus
  const plan = useUnchanged(width > 0 ? planOf(panel, width, { ...asking, range }) : undefined)
  const asked = useMemo(() => ({ plan, prometheus, generation }), [plan, prometheus, generation])
  const [answer, setAnswer] = useState<{ readonly to: typeof asked; readonly is: PlanAnswer }>()
  useEffect(() => {
    const { plan, prometheus } = asked
    if (plan === undefined) return
    const left = new AbortController()
    answerOf(plan, prometheus, left.signal).then((is) => {
      if (!left.signal.aborted) setAnswer({ to: asked, is })
    })
    return () => left.abort()
  }, [asked])
  return useMemo(() => {
    const { series = [], errors = [], notices = [] } = answer?.is ?? {}
    const state =
      answer?.to !== asked ? stateBefore(asked.plan) : errors.length > 0 ? LoadingState.Error : LoadingState.Done
    return {
      state,
      series: [...series],
      timeRange: range,
      annotations: [...(annotations ?? [])],
      notices,
      ...(errors.length === 0 ? {} : { errors: [...errors], error: errors[0] }),
    }
  }, [answer, asked, range, annotations])
}

const stateBefore = (plan: PanelPlan | undefined): LoadingState =>
  plan === undefined ? LoadingState.NotStarted : LoadingState.Loading

/** The same object for as long as its JSON is the same. */
function useUnchanged<T>(value: T): T {
  const json = JSON.stringify(value)
  return useMemo(() => (json === undefined ? undefined : JSON.parse(json)) as T, [json])
}
