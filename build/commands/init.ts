import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf, Refused } from '../findings/problem.ts'
import type { Manifest } from '../init/package-json.ts'
import { newProject } from '../init/project.ts'
import { replaceFiles } from '../output/replace.ts'
import { isFolder } from './paths.ts'
import { usageOf } from './usage.ts'

/** What a folder may have in which a project begins; all that begins with a dot, too. */
const harmless = ['package.json', 'package-lock.json', 'node_modules', 'README.md', 'LICENSE']

/**
 * Writes a project that compiles into an empty folder, and says what to do next. Answers 0; throws `Refused` where something
 * is in the way, and writes nothing then.
 */
export function init(operands: readonly string[]): number {
  const [named = '.', ...more] = operands
  if (more.length > 0)
    throw new Refused(
      {
        where: 'command line › init',
        what: `One folder is expected, and ${operands.length} are named.`,
        next: `Usage: ${usageOf('init')}`,
      },
      2,
    )
  const folder = resolve(named)
  const others = contentOf(folder, named)
  const files = newProject({ folder, manifest: manifestIn(folder, named), others })
  mkdirSync(folder, { recursive: true })
  replaceFiles(
    folder,
    Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]),
  )
  for (const path of Object.keys(files)) console.log(`added    ${join(named, path)}`)
  console.log(`\nNow: ${folder === process.cwd() ? '' : `cd ${quoted(named)} && `}npm install && npm run build`)
  return 0
}

/** What is in the folder; it need not exist. */
function contentOf(folder: string, named: string): readonly string[] {
  if (!existsSync(folder)) return []
  if (!isFolder(folder))
    throw new Refused({ where: named, what: 'This is a file.', next: 'Name a folder that is empty, or not there yet.' })
  const content = readdirSync(folder).sort()
  const inTheWay = content.filter((name) => !name.startsWith('.') && !harmless.includes(name))
  if (inTheWay.length === 0) return content
  const shown = inTheWay.slice(0, 3).join(', ') + (inTheWay.length > 3 ? ` and ${inTheWay.length - 3} more` : '')
  throw new Refused(
    inTheWay.includes('stack.ts')
      ? { where: named, what: 'There is a project already: it has a stack.ts.', next: 'Build it: `npm run build`.' }
      : {
          where: named,
          what: `The folder has files already: ${shown}.`,
          next: 'Begin in an empty folder: `npx monitoring init DIR`.',
        },
  )
}

function manifestIn(folder: string, named: string): Manifest | undefined {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) return undefined
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Manifest
    throw new Error('it is no object')
  } catch (error) {
    throw new Refused({
      where: join(named, 'package.json'),
      what: `The file cannot be read: ${messageOf(error)}.`,
      next: 'Correct it, or remove it.',
    })
  }
}

/** As a shell takes it for one word. */
const quoted = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
