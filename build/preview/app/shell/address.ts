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
      show(addressOf(readView(url)), 'push')
      window.scrollTo({ top: 0 })
    }
    window.addEventListener('popstate', read)
    for (const each of followings) document.addEventListener(each, keepTheme, { capture: true })
    document.addEventListener('click', follow)
    return () => {
      window.removeEventListener('popstate', read)
      for (const each of followings) document.removeEventListener(each, keepTheme, { capture: true })
      document.removeEventListener('click', follow)
    }
  }, [show])
  return [readView(new URL(address, window.location.origin)), change]
}

const currentAddress = (): string => window.location.pathname + window.location.search

/** How a link may be followed, into another tab too. */
const followings = ['click', 'auxclick', 'contextmenu'] as const

/** Whatever wrote a link, it leads to the theme that was chosen here. */
function keepTheme({ target }: Event): void {
  const [link, url] = linkAt(target) ?? []
  const { theme } = readView(window.location)
  if (link === undefined || url === undefined || theme === undefined) return
  url.searchParams.set('theme', theme)
  link.href = url.href
}

/** Where a plain click on a link to a dashboard or runbook of this page leads. */
function followed(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return undefined
  const [link, url] = linkAt(event.target) ?? []
  return link?.target === '_blank' ? undefined : url
}

/** The link to a dashboard or runbook of this page that an event is about. */
function linkAt(target: EventTarget | null): readonly [HTMLAnchorElement, URL] | undefined {
  const link = target instanceof Element ? target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement)) return undefined
  const url = new URL(link.href)
  const isOurs = url.origin === window.location.origin && /^\/(d|d-solo|runbooks)\/|^\/$/.test(url.pathname)
  return isOurs && url.hash === '' ? [link, url] : undefined
}
