import type { TypeSource } from '../definitions/types/checker.ts'
import { parentTypes } from '../definitions/types/parent.ts'
import { Refused } from '../findings/problem.ts'
import { type CommandName, usageOf } from './usage.ts'

/** What is not proven without types, in one line that cannot be overlooked. */
export const untyped =
  'NOT CHECKED: types (--no-types). A wrong unit, label or name may be in what was made; `npm run build` without it tells.'

/** Who checks the types of a command's definitions. Throws `Refused` (exit 2) where it cannot do without. */
export function typesOf(command: CommandName, switches: ReadonlySet<string>): TypeSource {
  if (!switches.has('no-types')) return parentTypes() ?? (switches.has('no-cache') ? 'anew' : 'own')
  if (!switches.has('check')) return 'none'
  throw new Refused(
    {
      where: `command line › ${command}`,
      what: '--check proves that the folder is what right definitions compile to, and --no-types leaves open whether they are.',
      next: `Leave one of them out. Usage: ${usageOf(command)}`,
    },
    2,
  )
}
