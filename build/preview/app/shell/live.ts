import { useEffect, useState } from 'react'
import type { State } from '../../server/protocol.ts'
import { keep } from '../dashboard/keep.ts'

/** The server's state, and whether it still answers. */
export interface Live {
  readonly state: State | undefined
  readonly isLost: boolean
}

/** How long until the page tries again, in milliseconds, where the browser itself does not. */
const patience = 1000

/**
 * Asks for the state once and whenever the server says that there is another; what did not change stays the same object.
 * Listens only while the page is in view: a browser opens six connections to an address, for all of its tabs together.
 */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ state: undefined, isLost: false })
  useEffect(() => {
    let isLeft = false
    let events: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let newest = 0
    const load = async () => {
      const round = ++newest
      const state = await stateOf().catch(() => undefined)
      if (isLeft || round !== newest) return
      if (state === undefined) setLive((before) => ({ ...before, isLost: true }))
      else setLive((before) => ({ state: keep(before.state, state), isLost: false }))
    }
    const rest = () => {
      events?.close()
      clearTimeout(retry)
    }
    const listen = () => {
      events = new EventSource('/api/events')
      // The server tells its version at once, after each loss of the connection too.
      events.onmessage = load
      events.onerror = () => {
        setLive((before) => ({ ...before, isLost: true }))
        if (events?.readyState === EventSource.CLOSED) retry = setTimeout(listen, patience)
      }
    }
    const follow = () => {
      rest()
      if (!document.hidden) listen()
    }
    if (document.hidden) load()
    else listen()
    document.addEventListener('visibilitychange', follow)
    return () => {
      isLeft = true
      document.removeEventListener('visibilitychange', follow)
      rest()
    }
  }, [])
  return live
}

async function stateOf(): Promise<State> {
  const response = await fetch('/api/state')
  if (!response.ok) throw new Error(`The server answered ${response.status}`)
  return response.json()
}
