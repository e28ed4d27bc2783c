import { Refused } from '../../findings/problem.ts'
import type { Invocation } from '../arguments.ts'
import type { Running } from './running.ts'

/** Which Prometheus a check asks; `undefined` where none is named. Throws `Refused` (exit 2) for flags that need one. */
export function runningOf(values: Invocation['values'], switches: Invocation['switches']): Running | undefined {
  const { prometheus: url, timeout, ca, 'save-catalog': saveAs } = values
  const insecure = switches.has('insecure')
  if (url !== undefined) return { url, timeout, ca, insecure, saveAs }
  const idle = Object.entries({
    '--save-catalog': saveAs,
    '--timeout': timeout,
    '--ca': ca,
    '--insecure': insecure || undefined,
  })
  const [flag] = idle.find(([, value]) => value !== undefined) ?? []
  if (flag === undefined) return undefined
  throw new Refused(
    {
      where: 'command line › check',
      what: `${flag} says how a Prometheus is asked, and none is named.`,
      next: 'Add --prometheus URL.',
    },
    2,
  )
}
