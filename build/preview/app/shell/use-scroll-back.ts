import { useLayoutEffect, useRef } from 'react'

/** Keeps the place in a dashboard: whoever comes back from a panel that was shown alone is where they left. */
export function useScrollBack(isAlone: boolean): void {
  const top = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (isAlone) return
    // The panels are on the page again, below each other; at first the browser knows the place.
    if (top.current !== undefined) window.scrollTo({ top: top.current })
    const remember = () => {
      top.current = window.scrollY
    }
    window.addEventListener('scroll', remember)
    return () => window.removeEventListener('scroll', remember)
  }, [isAlone])
}
