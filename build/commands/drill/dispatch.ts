import type { TypeSource } from '../../definitions/types/checker.ts'
import { Refused } from '../../problem.ts'
import type { Invocation } from '../arguments.ts'
import { type FlagName, usageOf } from '../usage.ts'

const ofHistory: readonly FlagName[] = ['since', 'against', 'rules', 'alertmanager', 'timeout', 'ca', 'insecure']

/** Plays drills, or with `--history` the past. Throws `Refused` (exit 2) for flags that do not go together. */
export async function drillCommand(
  { values, lists, switches, operands }: Omit<Invocation, 'command'>,
  types: TypeSource,
): Promise<number> {
  const { history } = values
  if (history !== undefined)
    return (await import('./history.ts')).drillHistory({
      history,
      since: values.since,
      against: values.against,
      rules: lists.rules ?? [],
      alertmanager: values.alertmanager,
      names: operands,
      timeout: values.timeout,
      ca: values.ca,
      insecure: switches.has('insecure'),
      types,
    })
  const idle = ofHistory.find((name) => values[name] !== undefined || lists[name] !== undefined || switches.has(name))
  if (idle !== undefined)
    throw new Refused(
      { where: 'command line › drill', what: `--${idle} goes with --history URL.`, next: `Usage: ${usageOf('drill')}` },
      2,
    )
  return (await import('../drill.ts')).drill({ names: operands, types })
}
