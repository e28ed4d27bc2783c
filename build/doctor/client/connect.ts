import { readFileSync } from 'node:fs'
import { Refused } from '../../findings/problem.ts'
import type { ServerName } from '../context.ts'
import { baseUrl } from './address.ts'
import { Client } from './client.ts'
import { credentialsOf, variablesOf } from './credentials.ts'
import type { Transport } from './request.ts'

export interface Connection {
  /** Seconds for each answer, as the command line has them. */
  readonly timeout?: string | undefined
  /** A PEM file of authorities that are trusted besides those that Node knows. */
  readonly ca?: string | undefined
  /** Takes any certificate. */
  readonly insecure: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  /** How many times the time of one answer all of them may take; 30 without it. */
  readonly answersInAll?: number
}

const names: Readonly<Record<ServerName, string>> = {
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  public: 'The public address',
}

/** In bytes. */
const longest = 32 << 20
const defaultSeconds = 10
const usualInAll = 30
/** In milliseconds: a timer that is longer would ring at once. */
const longestTimer = 2 ** 31 - 1

/** Makes clients that share one deadline. Throws `Refused` (exit 2) for flags and credentials that cannot be used. */
export function connect(connection: Connection): (server: ServerName, url: string, flag?: string) => Client {
  const timeout = secondsOf(connection.timeout) * 1000
  const shared: Omit<Transport, 'headers'> = {
    timeout,
    longest,
    signal: AbortSignal.timeout(Math.min(timeout * (connection.answersInAll ?? usualInAll), longestTimer)),
    tls: { insecure: connection.insecure, ...authority(connection.ca) },
  }
  return (server, url, flag) =>
    new Client({
      ...shared,
      name: names[server],
      url: baseUrl(server, url, flag),
      // Outside, nobody has any.
      headers: server === 'public' ? {} : credentialsOf(server, connection.environment),
      variables: variablesOf(server),
    })
}

function secondsOf(text = String(defaultSeconds)): number {
  const seconds = Number(text)
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds >= 0.1 && seconds <= 3600) return seconds
  const what = `${text} is no number of seconds from 0.1 to 3600.`
  throw new Refused({ where: 'command line › --timeout', what, next: 'Write --timeout 30.' }, 2)
}

function authority(file: string | undefined): { readonly ca?: string } {
  if (file === undefined) return {}
  const refused = (what: string): Refused =>
    new Refused({ where: 'command line › --ca', what, next: 'Give a file of certificates in PEM format.' }, 2)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw refused(`The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw refused(`The file ${file} holds no certificate.`)
  return { ca: text }
}
