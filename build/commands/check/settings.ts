import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { checks } from '../../checks/all.ts'
import { readSettings } from '../../checks/settings/read.ts'
import type { Settings } from '../../checks/settings/settings.ts'
import { messageOf, Refused } from '../../findings/problem.ts'

/** The settings of a run, and how files are named from them. */
export interface FoundSettings {
  readonly settings: Settings
  /** The path of a file relative to the folder of the settings, with slashes. */
  readonly pathOf: (file: string) => string
}

const usual = 'monitoring-check.yml'

/** The settings in a file that is named, else in `monitoring-check.yml` of this folder or one around it, up to that of the repository. Throws `Refused` (exit 2). */
export function findSettings(named: string | undefined): FoundSettings {
  const file = named ?? inOrAbove(process.cwd())
  if (file === undefined) return { settings: {}, pathOf: (path) => path }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Refused(
      { where: file, what: `It cannot be read: ${messageOf(error)}.`, next: 'Correct --config FILE.' },
      2,
    )
  }
  const settings = readSettings(
    relative(process.cwd(), file) || file,
    text,
    checks.map(({ id }) => id),
  )
  if (Array.isArray(settings)) throw new Refused(settings, 2)
  const folder = dirname(resolve(file))
  return { settings: settings as Settings, pathOf: (path) => relative(folder, resolve(path)).replaceAll('\\', '/') }
}

function inOrAbove(folder: string): string | undefined {
  const file = join(folder, usual)
  if (existsSync(file)) return file
  const outer = dirname(folder)
  return outer === folder || existsSync(join(folder, '.git')) ? undefined : inOrAbove(outer)
}
