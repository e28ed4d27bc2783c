import { Refused } from '../../findings/problem.ts'
import type { Invocation } from '../arguments.ts'
import type { Running } from '../check/running.ts'
import type { FromGrafana } from './from-grafana.ts'

/** Which servers an import asks, where any is named. Throws `Refused` (exit 2) for flags that need one. */
export function serversOf(
  { prometheus, 'from-grafana': grafana, timeout, ca }: Invocation['values'],
  switches: Invocation['switches'],
): { readonly running: Running | undefined; readonly grafana: FromGrafana | undefined } {
  const insecure = switches.has('insecure')
  const how = { timeout, ca, insecure }
  const [idle] = Object.entries({ '--timeout': timeout, '--ca': ca, '--insecure': insecure || undefined }).find(
    ([, value]) => value !== undefined,
  ) ?? [undefined]
  if (idle !== undefined && prometheus === undefined && grafana === undefined)
    throw new Refused(
      {
        where: 'command line › import',
        what: `${idle} says how a server is asked, and none is named.`,
        next: 'Add --prometheus URL or --from-grafana URL.',
      },
      2,
    )
  return {
    running: prometheus === undefined ? undefined : { url: prometheus, ...how, saveAs: undefined },
    grafana: grafana === undefined ? undefined : { url: grafana, ...how },
  }
}
