import { useMemo, useState } from 'react'
import type { ShownData } from '../../server/protocol.ts'
import { useDrawing } from '../dashboard/drawing.ts'
import { useKept } from '../dashboard/keep.ts'
import type { AnnotationModel, DashboardModel } from '../dashboard/model.ts'
import { annotationFrames } from '../query/annotations.ts'
import type { Asking } from '../query/asking.ts'
import { Prometheus } from '../query/prometheus.ts'
import { allOptions, lookupOf, type Options } from '../query/variables.ts'
import { timeRangeOf, type View } from '../view/view.ts'
import { useLatest } from './use-latest.ts'

/** What a dashboard's panels ask with, what its pickers offer, and how to ask anew. */
export interface Asked {
  /** `undefined` until it is known what may be chosen of the variables. */
  readonly asking: Asking | undefined
  readonly range: Asking['range']
  readonly options: Options | undefined
  readonly refresh: () => void
  /** Whether answers are still to come. */
  readonly isBusy: () => boolean
}

/** What the panels of a dashboard ask, for the view that the address describes; `isOn` tells which annotations are shown. */
export function useAsking(
  dashboard: DashboardModel,
  data: ShownData,
  view: View,
  timeZone: string,
  isOn: (annotation: AnnotationModel) => boolean,
): Asked {
  const [refreshes, setRefreshes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: of other data nothing is known.
  const prometheus = useMemo(() => new Prometheus(), [data])
  const from = view.from ?? dashboard.time.from
  const to = view.to ?? dashboard.time.to
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refresh is at another now.
  const range = useMemo(
    () => timeRangeOf(from, to, data.now ?? Date.now(), timeZone),
    [from, to, timeZone, data, refreshes],
  )
  const chosen = useKept(view.variables)
  const bare = useMemo(
    () => ({ prometheus, range, scrapeInterval: data.scrapeInterval, lookup: () => undefined }),
    [prometheus, range, data],
  )
  const { variables, annotations } = dashboard
  const optionsWork = useMemo(
    () => async (signal: AbortSignal) => ({
      ...(await allOptions(variables, chosen, bare, signal)),
      to: { variables, chosen, bare },
    }),
    [variables, chosen, bare],
  )
  const { latest: options, isWaiting: isAskingOptions } = useLatest(optionsWork)
  const ready = useMemo(() => {
    if (options === undefined) return undefined
    const { to } = options
    const lookup = lookupOf(to.variables, to.chosen, options.options)
    // A refresh and another time do not wait for the options; another choice does, as they may depend on it.
    return { ...(to.variables === variables && to.chosen === chosen ? bare : to.bare), lookup }
  }, [bare, variables, chosen, options])
  const annotationsWork = useMemo(() => {
    const shown = annotations.map((each) => ({ ...each, enable: isOn(each) }))
    return ready && ((signal: AbortSignal) => annotationFrames({ annotations: shown }, ready, signal))
  }, [annotations, ready, isOn])
  const { latest: frames, isWaiting: isAskingAnnotations } = useLatest(annotationsWork)
  useDrawing(isAskingOptions || isAskingAnnotations)
  const asking = useMemo(() => ready && { ...ready, ...(frames && { annotations: frames }) }, [ready, frames])
  const refresh = useMemo(
    () => () => {
      prometheus.refresh()
      setRefreshes((count) => count + 1)
    },
    [prometheus],
  )
  const isBusy = useMemo(() => () => prometheus.isBusy, [prometheus])
  return { asking, range, options, refresh, isBusy }
}
