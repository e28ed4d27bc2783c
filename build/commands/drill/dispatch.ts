import type { TypeSource } from '../../definitions/types/checker.ts'
import { Refused } from '../../findings/problem.ts'
import type { Invocation } from '../arguments.ts'
import { repository } from '../paths.ts'
import { type FlagName, usageOf } from '../usage.ts'

const ofHistory: readonly FlagName[] = ['since', 'against', 'rules', 'alertmanager', 'timeout', 'ca', 'insecure']

/** Plays drills, or with `--history` the past. Throws `Refused` (exit 2) for flags that do not go together. */
export async function drillCommand(
  { values, lists, switches, operands }: Omit<Invocation, 'command'>,
  types: TypeSource,
): Promise<number> {
  const { history, png } = values
  if (history !== undefined && png !== undefined)
    throw wrong('--png draws drills, and --history plays the past: they do not go together.')
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
  if (idle !== undefined) throw wrong(`--${idle} goes with --history URL.`)
  if (png !== undefined) {
    // What draws has packages of its own, which a package of the compiler lacks.
    repository('drill')
    return (await import('./png.ts')).drawDrills({ names: operands, png, types })
  }
  return (await import('../drill.ts')).drill({ names: operands, types })
}

const wrong = (what: string): Refused =>
  new Refused({ where: 'command line › drill', what, next: `Usage: ${usageOf('drill')}` }, 2)
