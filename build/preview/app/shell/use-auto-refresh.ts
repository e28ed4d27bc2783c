import { rangeUtil } from '@grafana/data'
import { useEffect } from 'react'

/** Refreshes in an interval such as `30s` while the page is in view; never where there is none. */
export function useAutoRefresh(interval: string, refresh: () => void): void {
  useEffect(() => {
    if (!rangeUtil.isValidTimeSpan(interval) || interval === '') return
    const timer = setInterval(() => document.hidden || refresh(), Math.max(rangeUtil.intervalToMs(interval), 1000))
    return () => clearInterval(timer)
  }, [interval, refresh])
}
