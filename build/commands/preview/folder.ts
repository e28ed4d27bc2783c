import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { messageOf, Refused } from '../../findings/problem.ts'

/**
 * The absolute path of a folder that pictures can be written to; it need not exist. Throws `Refused` (exit 2) for another,
 * before anything is drawn in vain.
 */
export function pictureFolder(png: string): string {
  const folder = resolve(png)
  const why = obstacleOf(folder)
  if (why === undefined) return folder
  throw new Refused(
    {
      where: `command line › preview › --png ${png}`,
      what: `The pictures cannot be written there: ${why}.`,
      next: 'Name a folder that you may write to; it need not exist.',
    },
    2,
  )
}

function obstacleOf(folder: string): string | undefined {
  try {
    const existing = nearestOf(folder)
    if (!statSync(existing).isDirectory()) return `${existing} is no folder`
    accessSync(existing, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** What there is of a path: itself, or the folder that the rest would be made in. */
const nearestOf = (path: string): string =>
  statSync(path, { throwIfNoEntry: false }) === undefined && dirname(path) !== path ? nearestOf(dirname(path)) : path
