import { useCallback, useEffect, useState } from 'react'
import { addressOf, readView, type View } from '../view/view.ts'

/** Shows another view; `replace` where going back should not come past the present one. */
export type Change = (next: Partial<View>, how?: 'push' | 'replace') => void

/** What the address says, and how to change it. Links of the page to dashboards and runbooks change it without loading the page anew. */
export function useView(): readonly [View, Change] {
  const [address, setAddress] = useState(currentAddress)
  const show = useCallback((next: string, how: 'push' | 'replace') => {
    if (next === currentAddress()) return
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', next)
    setAddress(next)
  }, [])
  const change: Change = useCallback(
    (next, how = 'push') => show(addressOf({ ...readView(window.location), ...next }), how),
    [show],
  )
  useEffect(() => {
    const read = () => setAddress(currentAddress())
    const follow = (event: MouseEvent) => {
      const url = followed(event)
      if (url === undefined) return
      event.preventDefault()
      const { theme } = readView(window.location)
      show(addressOf({ ...readView(url), theme }), 'push')
      window.scrollTo({ top: 0 })
    }
    window.addEventListener('popstate', read)
    document.addEventListener('click', follow)
    return () => {
      window.removeEventListener('popstate', read)
      document.removeEventListener('click', follow)
    }
  }, [show])
  return [readView(new URL(address, window.location.origin)), change]
}

const currentAddress = (): string => window.location.pathname + window.location.search

/** Where a plain click on a link to a dashboard or runbook of this page leads. */
function followed(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return undefined
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return undefined
  const url = new URL(link.href)
  return url.origin === window.location.origin && /^\/(d|d-solo|runbooks)\/|^\/$/.test(url.pathname) && url.hash === ''
    ? url
    : undefined
}
