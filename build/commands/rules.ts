import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { isAbsent } from '../output/manifest.ts'
import { Refused } from '../problem.ts'

const ruleFile = z.object({ groups: z.array(z.object({ rules: z.array(z.unknown()) })) })

/** The rule files of an output folder with how many rules each holds, read without Prometheus. Throws `Refused`. */
export function countRules(folder: string, shown: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of ruleFiles(folder)) {
    const path = `alerts/${name}`
    const parsed = ruleFile.safeParse(read(join(folder, path)))
    if (!parsed.success) {
      throw new Refused({
        where: `${shown} › ${path}`,
        what: 'A rule file holds `groups` with `rules`, but this file holds something else.',
        next: 'Build again: npm run build.',
      })
    }
    counts.set(
      path,
      parsed.data.groups.reduce((sum, { rules }) => sum + rules.length, 0),
    )
  }
  return counts
}

function ruleFiles(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 'alerts'))
      .filter((name) => name.endsWith('.yml'))
      .sort()
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

function read(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** How many rules promtool says it found, over all files. */
export const rulesSeen = (text: string): number =>
  [...text.matchAll(/\b(\d+) rules found/g)].reduce((sum, [, count]) => sum + Number(count), 0)
