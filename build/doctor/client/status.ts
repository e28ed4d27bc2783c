import { printable } from './printable.ts'
import type { Received } from './request.ts'
import { Unanswered } from './unanswered.ts'

/** What an error status means. */
export function refusedStatus(
  { status, headers, body }: Received,
  {
    name,
    url,
    path,
    variables,
  }: { readonly name: string; readonly url: string; readonly path: string; readonly variables: string },
): Unanswered {
  const place = `${url}${path}`
  const said = complaint(headers['content-type'], body)
  const of = (what: string, next: string): Unanswered =>
    new Unanswered({ what: `${name} answers ${place} with ${status}${what}${said}.`, next, status })
  switch (true) {
    case status === 401:
      return of(': it wants to know who asks', `Set ${variables}.`)
    case status === 403:
      return of(': who asks may not read this', `Give the account of ${variables} the right to read.`)
    case status === 404:
      return of(': it has no such path', `Correct the URL: it must be that of ${name} itself, with its path prefix.`)
    case status === 429:
      return of(': it is asked too often', 'Try again later.')
    case status >= 500:
      return of('', `Look at the log of ${name}, and of a proxy in front of it.`)
    default:
      return of('', `Correct the URL: it must be that of ${name} itself.`)
  }
}

/** The server's own words, where they are few: a web page has none that help. */
function complaint(type: unknown, body: string): string {
  if (String(type).includes('html') || body.trim() === '') return ''
  try {
    const { error, message } = JSON.parse(body) as { readonly error?: unknown; readonly message?: unknown }
    const told = [error, message].find((each) => typeof each === 'string')
    return told === undefined ? '' : `, and says "${printable(told)}"`
  } catch {
    return ''
  }
}
