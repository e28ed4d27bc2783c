import { Refused } from '../../findings/problem.ts'
import type { ServerName } from '../context.ts'

/** A server's URL as its flag gives it, without a trailing slash; what may be a password is never shown. Throws `Refused` (exit 2) for what is none. */
export function baseUrl(server: ServerName, text: string, flag: string = server): string {
  const example = `http://localhost:${ports[server]}`
  const refused = (what: string, next: string): Refused =>
    new Refused({ where: `command line › --${flag}`, what, next }, 2)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw refused(
      `${text.replace(/^(\w+:\/\/)?.*@/s, '$1…@')} is no URL that starts with http:// or https://.`,
      `Write ${example}.`,
    )
  const { username, password, search, hash, origin, pathname } = new URL(text)
  if (username !== '' || password !== '')
    throw refused(
      'The URL holds a user or a password, which other people of this machine can read there.',
      `Set ${server.toUpperCase()}_USER and ${server.toUpperCase()}_PASSWORD in the environment instead.`,
    )
  if (search !== '' || hash !== '')
    throw refused(`The URL ends in ${search}${hash}.`, `Give only where ${server} is: ${example}.`)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

const ports: Readonly<Record<ServerName, number>> = {
  prometheus: 9090,
  alertmanager: 9093,
  grafana: 3000,
  public: 8000,
}
