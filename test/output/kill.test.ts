import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { capture } from '../../build/commands/child.ts'
import { compareOutput, isUpToDate } from '../../build/output/compare.ts'
import { manifestName, renderManifest } from '../../build/output/manifest.ts'
import { writeOutput } from '../../build/output/write.ts'
import { artifacts, everything, temporaryFolder, textOf } from './folder.ts'

const writer = fileURLToPath(new URL('killed-writer.ts', import.meta.url))

const before = artifacts({ 'prometheus.yml': 'old\n'.repeat(99), 'gone/a.yml': 'a\n', 'alerts/kept.yml': 'same\n' })
const after = artifacts({ 'prometheus.yml': 'new\n'.repeat(99), 'fresh/b.yml': 'b\n', 'alerts/kept.yml': 'same\n' })

/** Every text that a file may have: the old one, the new one, and of the manifest the one in between. */
function allowed(path: string): readonly string[] {
  const texts = [...before, ...after].filter((artifact) => artifact.path === path).map(({ text }) => text)
  const sets = [before, after, [...before, ...after]]
  const manifests = sets.map((set) => renderManifest(new Set(set.map((artifact) => artifact.path))))
  return path === manifestName ? manifests : texts
}

test('a build killed at any step leaves whole files only, and the next build heals the set', async () => {
  const scratch = temporaryFolder()
  const original = join(scratch, 'original')
  const made = join(scratch, 'made.json')
  writeOutput(original, before)
  writeFileSync(made, JSON.stringify(after))

  let kills = 0
  for (; ; kills += 1) {
    const out = join(scratch, `out${kills}`)
    cpSync(original, out, { recursive: true })
    const { code } = await capture(process.execPath, ['--import', 'tsx', writer, out, String(kills + 1), made])
    for (const path of everything(out)) {
      if (path.endsWith('/') || path.endsWith('.pybase-tmp')) continue
      expect(allowed(path), `step ${kills + 1}: ${path}`).toContain(textOf(out, path))
    }
    if (code === 0) break
    expect(isUpToDate(compareOutput(out, after)), `step ${kills + 1}`).toBe(false)
    writeOutput(out, after)
    expect(isUpToDate(compareOutput(out, after)), `step ${kills + 1}`).toBe(true)
    expect(everything(out), `step ${kills + 1}`).toEqual(
      ['alerts/', 'alerts/kept.yml', 'fresh/', 'fresh/b.yml', manifestName, 'prometheus.yml'].sort(),
    )
  }
  // Four files written (two of them the manifest), one removed with its folder, one folder made.
  expect(kills).toBeGreaterThan(15)
})
