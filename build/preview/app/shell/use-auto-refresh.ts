import { rangeUtil } from '@grafana/data'
import { useEffect } from 'react'

/**
 * Refreshes in an interval such as `30s` while the page is in view; never where there is none. A Prometheus that is slower
 * than that is not asked again before it has answered: otherwise nothing would ever be drawn.
 */
export function useAutoRefresh(interval: string, refresh: () => void, isBusy: () => boolean): void {
  useEffect(() => {
    if (!rangeUtil.isValidTimeSpan(interval) || interval === '') return
    const timer = setInterval(
      () => document.hidden || isBusy() || refresh(),
      Math.max(rangeUtil.intervalToMs(interval), 1000),
    )
    return () => clearInterval(timer)
  }, [interval, refresh, isBusy])
}
