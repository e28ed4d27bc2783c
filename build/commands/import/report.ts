import { printable } from '../../findings/printable.ts'
import type { Imported } from '../../import/import.ts'
import type { Read } from '../../import/read.ts'

/** What was imported, how much of it is in words, what differs, and what to mend first; each in a line. */
export function reportOf(read: Read, { definitions, changes, excused, written }: Imported, shown: string): string {
  const { own, plain, raw, none } = definitions.levels
  const all = own + plain + raw + none
  const panels = [...definitions.panels.values()]
  const drawn = panels.reduce((sum, each) => sum + each.drawn, 0)
  const asIs = panels.reduce((sum, each) => sum + each.asIs, 0)
  const rules = read.rules.reduce(
    (sum, { groups }) => sum + groups.reduce((inner, group) => inner + group.rules.length, 0),
    0,
  )
  return [
    `${written.length} files are written to ${shown}: ${count(read.dashboards.length, 'dashboard')} with ${count(drawn + asIs, 'panel')}, ${count(rules, 'rule')} in ${count(read.rules.length, 'rule file')}.`,
    `${count(all, 'different query', 'different queries')}: ${own} in words, ${plain} in words that say PromQL as it is, ${raw} in PromQL with handles${none === 0 ? '' : `, ${none} as text`}.`,
    ...(drawn + asIs === 0
      ? []
      : [`${drawn} of ${count(drawn + asIs, 'panel')} with their queries in definitions, ${asIs} as they were.`]),
    definitions.metrics === 0
      ? 'Every metric is declared by the project already.'
      : `${count(definitions.metrics, 'metric')}, ${definitions.guessed} of them guessed: see what is marked in ${definitions.catalog}.`,
    ...(excused === 0
      ? []
      : [
          `${count(excused, 'finding')} of the checks ${excused === 1 ? 'is' : 'are'} excused in the definitions: search for "first thing to mend".`,
        ]),
    ...read.left.map((what) => `left out: ${printable(what)}`),
    changes.length === 0
      ? 'Compiled, it is equal to what was imported.'
      : `Compiled, it differs from what was imported in ${count(changes.length, 'place')}:`,
    ...changes.map(({ part, what }) => `  ${printable(part)}: ${printable(what)}`),
  ].join('\n')
}

const count = (of: number, one: string, many = `${one}s`): string => `${of} ${of === 1 ? one : many}`
