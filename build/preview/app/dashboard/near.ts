import { type RefObject, useEffect, useState } from 'react'

/** Whether an element is in view or nearly so; `undefined` until the browser says. */
export function useNear(element: RefObject<Element | null>): boolean | undefined {
  const [isNear, setNear] = useState<boolean>()
  useEffect(() => {
    const observed = element.current
    if (observed === null) return
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting), {
      rootMargin: '400px 0px',
    })
    observer.observe(observed)
    return () => observer.disconnect()
  }, [element])
  return isNear
}
