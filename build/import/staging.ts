import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The folders that hold definitions. */
export const definitionFolders = ['queries', 'dashboards', 'alerts'] as const

/**
 * Does something with the project as it would be, beside where it will be: from there it imports the same. Nothing of it
 * stays.
 */
export async function inStaging<T>(
  folder: string,
  isProject: boolean,
  files: ReadonlyMap<string, string>,
  use: (staging: string) => Promise<T>,
): Promise<T> {
  const staging = mkdtempSync(join(dirname(folder), `.${basename(folder)}-importing-`))
  try {
    for (const name of definitionFolders) mkdirSync(join(staging, name), { recursive: true })
    if (isProject)
      for (const entry of readdirSync(folder)) {
        const isOwn = entry === 'stack.ts' || (definitionFolders as readonly string[]).includes(entry)
        if (isOwn) cpSync(join(folder, entry), join(staging, entry), { recursive: true })
        else if (entry !== 'out' && entry !== '.git') symlinkSync(join(folder, entry), join(staging, entry))
      }
    for (const [path, text] of files) writeFileSync(join(staging, path), text)
    return await use(staging)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}
