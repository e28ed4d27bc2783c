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
}

/** What the panels of a dashboard ask, for the view that the address describes; `isOn` tells which annotations are shown. */
export function useAsking(
  dashboard: DashboardModel,
  data: ShownData,
  view: View,
  isOn: (annotation: AnnotationModel) => boolean,
): Asked {
  const [refreshes, setRefreshes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: of other data nothing is known.
  const prometheus = useMemo(() => new Prometheus(), [data])
  const from = view.from ?? dashboard.time.from
  const to = view.to ?? dashboard.time.to
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refresh is at another now.
  const range = useMemo(() => timeRangeOf(from, to, data.now ?? Date.now()), [from, to, data, refreshes])
  const chosen = useKept(view.variables)
  const bare = useMemo(
    () => ({ prometheus, range, scrapeInterval: data.scrapeInterval, lookup: () => undefined }),
    [prometheus, range, data],
  )
  const { variables, annotations } = dashboard
  const optionsWork = useMemo(
    () => (signal: AbortSignal) => allOptions(variables, chosen, bare, signal),
    [variables, chosen, bare],
  )
  const { latest: options, isWaiting: isAskingOptions } = useLatest(optionsWork)
  const ready = useMemo(
    () => options && { ...bare, lookup: lookupOf(variables, chosen, options.options) },
    [bare, variables, chosen, options],
  )
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
  return { asking, range, options, refresh }
}
