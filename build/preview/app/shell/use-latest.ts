import { useEffect, useState } from 'react'

/** The result of the newest work; until it is there, that of the work before. Work that is no longer wanted is aborted. */
export function useLatest<T>(work: ((signal: AbortSignal) => Promise<T>) | undefined): {
  readonly latest: T | undefined
  readonly isWaiting: boolean
} {
  const [answer, setAnswer] = useState<{ readonly to: unknown; readonly is: T }>()
  useEffect(() => {
    if (work === undefined) return
    const left = new AbortController()
    work(left.signal).then(
      (is) => left.signal.aborted || setAnswer({ to: work, is }),
      (error: unknown) => {
        if (!left.signal.aborted) throw error
      },
    )
    return () => left.abort()
  }, [work])
  return { latest: answer?.is, isWaiting: work !== undefined && answer?.to !== work }
}
