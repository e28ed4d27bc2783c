import { createInterface } from 'node:readline/promises'
import type { Change } from '../../diff/change.ts'
import { readFiles } from '../../documents/files.ts'
import { printable } from '../../findings/printable.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { type Again, bringBack, writeBack } from '../../import/again/again.ts'
import { type ReadDashboard, readAll } from '../../import/read.ts'
import { linesOf, type Mark } from '../diff/lines.ts'
import { formatted } from '../new/format.ts'
import { projectRoot } from '../paths.ts'
import { usageOf } from '../usage.ts'
import { type FromGrafana, storedIn } from './from-grafana.ts'

export interface AgainOptions {
  /** Dashboards as Grafana saved them. */
  readonly operands: readonly string[]
  readonly grafana: FromGrafana | undefined
  /** Writes without asking. */
  /** Whether --again is given: --yes is for it alone. */
  readonly isAgain: boolean
  readonly isYes: boolean
  /** What is for a new import, by its flag. */
  readonly others: Readonly<Record<string, string | undefined>>
}

/**
 * Brings panels that were edited in Grafana back into the definitions that made them: shows what would change, asks, and
 * writes. Answers 0; throws `Refused`, with nothing written: exit 1 for what cannot be brought back, 2 for a wrong call.
 */
export async function importAgain({ operands, grafana, isAgain, isYes, others }: AgainOptions): Promise<number> {
  if (!isAgain) throw wrong('--yes writes without being asked, and only --again asks.', 'Leave it out, or add --again.')
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? []
  if (other !== undefined)
    throw wrong(
      `--${other} is for what is imported for the first time.`,
      'Leave it out: the project is the working folder, or --root DIR.',
    )
  const root = projectRoot()
  if (operands.length === 0 && grafana === undefined)
    throw wrong('No dashboard is named.', `Usage: ${usageOf('import')}`)
  const found = await bringBack(root, await savedIn(operands, grafana, root), (file, text) =>
    formatted(root, file, text),
  )
  console.log(reportOf(found))
  if (found.files.size === 0) return found.told.length === 0 ? 0 : 1
  if (!isYes && !(await isWanted([...found.files.keys()]))) {
    console.log('Nothing was written.')
    return 0
  }
  writeBack(root, found)
  const names = [...found.files.keys()].join(', ')
  console.log(
    `${names} ${found.files.size === 1 ? 'is' : 'are'} written; \`npm run build\` makes the dashboards of it.`,
  )
  return 0
}

/** The dashboards of files, and of a Grafana those that the project makes. */
async function savedIn(
  operands: readonly string[],
  grafana: FromGrafana | undefined,
  root: string,
): Promise<readonly ReadDashboard[]> {
  const { texts, faults } = operands.length === 0 ? { texts: [], faults: [] } : readFiles(operands)
  const ours = grafana === undefined ? undefined : await uidsOf(root)
  const stored = grafana === undefined || ours === undefined ? undefined : await storedIn(grafana, ours)
  const { dashboards, problems } = readAll([...texts, ...(stored?.texts ?? [])], () => '')
  const all: Problem[] = [...faults.map(({ place, what, next }) => ({ where: place.file, what, next })), ...problems]
  if (all.length === 0 && dashboards.length === 0)
    all.push({
      where: [...operands, ...(grafana === undefined ? [] : [grafana.url])].join(', '),
      what: 'There is no dashboard in it.',
      next: 'Name the JSON of a dashboard, as Grafana shows it under Settings › JSON Model or exports it.',
    })
  if (all.length > 0) throw new Refused(all)
  return dashboards
}

async function uidsOf(root: string): Promise<ReadonlySet<string>> {
  const [{ load }, { resolve }] = await Promise.all([import('../../model/load.ts'), import('../../model/model.ts')])
  const { dashboards, imported } = resolve(await load(root))
  return new Set([...dashboards.map(({ uid }) => uid), ...imported.boards.flatMap(({ value }) => value.uid ?? [])])
}

async function isWanted(files: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw wrong(
      'Whether to write it is asked on a terminal, and there is none; nothing was written.',
      'Run it on a terminal, or add --yes to write without being asked.',
    )
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const said = await terminal.question(`Write ${files.join(', ')}? [y/N] `)
    return /^y(?:es)?$/i.test(said.trim())
  } finally {
    terminal.close()
  }
}

const wrong = (what: string, next: string): Refused =>
  new Refused({ where: 'command line › import --again', what, next }, 2)

/** What changes by meaning, the lines that say so, and what is left to a person. */
function reportOf({ files, changes, told, dashboards }: Again): string {
  const parts: string[] = []
  if (changes.length > 0) parts.push(['What the definitions make then:', ...changes.flatMap(changeLines)].join('\n'))
  for (const [file, { lines }] of files) parts.push([file, ...linesOf(lines, marked)].join('\n'))
  if (told.length > 0)
    parts.push(
      [
        `Not brought back, ${told.length === 1 ? '1 difference' : `${told.length} differences`}:`,
        ...told.flatMap(({ where, what, next }) => [`  ${printable(where)}: ${printable(what)}`, `    ${next}`]),
      ].join('\n'),
    )
  if (files.size === 0 && told.length === 0)
    parts.push(
      `${dashboards === 1 ? 'The dashboard is' : `The ${dashboards} dashboards are`} what the definitions make: there is nothing to bring back.`,
    )
  else if (files.size === 0) parts.push('Nothing of it can be written.')
  else if (told.length === 0) parts.push('Compiled, the definitions are equal to what Grafana has then.')
  return parts.join('\n\n')
}

const changeLines = ({ part, what, detail }: Change): readonly string[] => [
  `  ${printable(part)}: ${printable(what)}`,
  ...(detail === undefined ? [] : linesOf(detail, marked).map((line) => `      ${line}`)),
]

const marked: Mark = (is, words) => {
  const text = printable(words)
  if (is === 'same' || /^[-+] /.test(text)) return text
  return is === 'removed' ? `[-${text}-]` : `{+${text}+}`
}
