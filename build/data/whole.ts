import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** In a folder that was finished: the sizes of its files. */
const seal = 'whole.json'

/** Notes what a finished folder holds. */
export const sealFolder = async (folder: string): Promise<void> =>
  writeFile(join(folder, seal), JSON.stringify(await sizesIn(folder)))

/** Whether a folder holds what it did when it was finished: something may have cleaned up in it, or the disk was full. */
export async function isWhole(folder: string): Promise<boolean> {
  const noted = await readFile(join(folder, seal), 'utf8').catch(() => undefined)
  return noted !== undefined && noted === JSON.stringify(await sizesIn(folder))
}

/** The size of each file, by its path, in the order of the paths. */
async function sizesIn(folder: string): Promise<readonly (readonly [path: string, size: number])[]> {
  const entries = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(
    entries
      .filter((path) => path !== seal)
      .sort()
      .map(async (path) => ({ path, about: await stat(join(folder, path)) })),
  )
  return sizes.flatMap(({ path, about }) => (about.isFile() ? [[path, about.size] as const] : []))
}
