import { failed } from './failure.ts'
import { get, type Received, type Transport } from './request.ts'
import { Unanswered } from './unanswered.ts'

export interface Follow extends Transport {
  readonly name: string
}

const most = 5

/**
 * Sends a GET and follows redirects, at most five. Credentials go to the origin that they are meant for and to no
 * other. Throws `Unanswered`.
 */
export async function follow(url: string, options: Follow): Promise<Received> {
  const visited = [url]
  for (let at = new URL(url); ; ) {
    const headers = at.origin === new URL(url).origin ? options.headers : {}
    const received = await get(at.href, { ...options, headers }).catch((error: unknown) => {
      throw failed(error, at, options)
    })
    const location = received.headers.location
    if (received.status < 300 || received.status >= 400 || typeof location !== 'string') return received
    const to = URL.canParse(location, at.href) ? new URL(location, at) : undefined
    if (to === undefined || !/^https?:$/.test(to.protocol)) throw astray(options, `to ${location}, which is no URL`)
    if (visited.includes(to.href)) throw astray(options, `in a circle: ${[...visited, to.href].map(place).join(' → ')}`)
    if (visited.length > most) throw astray(options, `more than ${most} times, last to ${place(to.href)}`)
    visited.push(to.href)
    at = to
  }
}

/** An address without what stands behind its path, which may be long. */
const place = (url: string): string => url.replace(/\?.*$/s, '')

const astray = ({ name }: Follow, where: string): Unanswered =>
  new Unanswered({
    what: `${name} redirects ${where}.`,
    next: `Give the URL that the redirects should end at; a proxy in front of ${name} may want a login.`,
  })
