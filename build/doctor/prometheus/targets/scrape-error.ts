import { printable } from '../../client/printable.ts'
import type { Target } from './active.ts'

/** Why a scrape fails, in a sentence, and what to do about it. */
export interface Cause {
  readonly what: string
  readonly next: string
}

type Told = Pick<Target, 'error' | 'url' | 'timeout'>

/** What Prometheus' words about a failed scrape mean; the first that matches. */
const causes: readonly (readonly [pattern: RegExp, cause: (target: Told, found: RegExpExecArray) => Cause])[] = [
  [
    /connection refused/,
    ({ url }) => ({
      what: `The connection is refused: nothing listens at ${hostOf(url)}.`,
      next: 'Start the process, or correct the address in stack.ts › targets.',
    }),
  ],
  [
    /no such host|server misbehaving|lookup .{0,999}(?:i\/o timeout|failure|refused)/,
    ({ url }) => ({
      what: `The host name of ${hostOf(url)} is unknown to Prometheus.`,
      next: 'Look whether the container runs on the same network, or correct the address in stack.ts › targets.',
    }),
  ],
  [
    /no route to host|network is unreachable/,
    ({ url }) => ({
      what: `No way leads from Prometheus to ${hostOf(url)}.`,
      next: 'Look at the networks of both containers and at the firewalls between them.',
    }),
  ],
  [
    /server returned HTTP status (\d+)(.*)/,
    ({ url }, [, status = '', words = '']) => ({
      what: `${url} answers HTTP status ${status}${words}.`,
      next: statusHint(status),
    }),
  ],
  [
    /body size limit exceeded|sample limit exceeded|label(?:_name_length|_value_length)?_limit exceeded|limit exceeded/,
    ({ error }) => ({
      what: `The answer goes beyond a limit of the scrape job: ${printable(error)}.`,
      next: 'Look which metric grew, in the examination of cardinality; then raise the limit if that was meant.',
    }),
  ],
  [
    /deadline exceeded|Client\.Timeout|i\/o timeout/,
    ({ url, timeout }) => ({
      what: `${hostOf(url)} does not answer within the timeout of ${timeout}.`,
      next: 'Look whether the process hangs or is overloaded (an exporter waits for the server behind it), or raise scrape.timeout.',
    }),
  ],
  [
    /server gave HTTP response to HTTPS client|malformed HTTP response|x509:|tls:/,
    ({ error }) => ({
      what: `Prometheus and the target do not agree on TLS: ${printable(error)}.`,
      next: 'Serve the metrics over plain HTTP inside the network, as the generated scrape job expects.',
    }),
  ],
  [
    /Content-Type/i,
    ({ url, error }) => ({
      what: `${url} answers another content type than metrics have: ${printable(error)}.`,
      next: 'Look whether the path is that of the metrics, and answer `text/plain; version=0.0.4`.',
    }),
  ],
  [
    /start token|expected .{0,999}(?:got|after)|invalid metric|strconv\.ParseFloat|unexpected end|parsing|EOF after|INVALID/,
    ({ url, error }) => ({
      what: `${url} answers something that is no metrics text: ${printable(error)}.`,
      next: 'Open the URL: a web page means that the path in stack.ts › targets is wrong, else the process writes a broken line.',
    }),
  ],
  [
    /EOF|connection reset|broken pipe/,
    ({ url }) => ({
      what: `${hostOf(url)} closes the connection before it has answered.`,
      next: 'Look at the log of the process.',
    }),
  ],
]

/** Why a target is down. */
export function causeOf(target: Told): Cause {
  for (const [pattern, cause] of causes) {
    const found = pattern.exec(target.error)
    if (found !== null) return cause(target, found)
  }
  return {
    what: `The scrape of ${target.url} fails: ${printable(target.error) || 'Prometheus does not say why'}.`,
    next: 'Look at the log of the process and at that of Prometheus.',
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : printable(url))

function statusHint(status: string): string {
  if (status === '401' || status === '403')
    return 'Let the process answer without credentials inside the network, as the generated scrape job expects.'
  if (status === '404') return 'Correct the path in stack.ts › targets, or serve the metrics there.'
  if (status.startsWith('5')) return 'Look at the log of the process: its metrics handler fails.'
  return 'Open the URL, and correct the path in stack.ts › targets.'
}
