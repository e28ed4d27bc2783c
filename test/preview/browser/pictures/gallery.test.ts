import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root } from '../../../../build/commands/paths.ts'
import { differenceOf } from '../../../../build/preview/pictures/difference.ts'
import { decode } from '../../../../build/preview/pictures/picture.ts'
import { cli } from '../../../commands/cli.ts'
import { temporaryFolder } from '../../../output/folder.ts'
import { testWith } from '../../../support/tools.ts'

const gallery = join(root, 'docs', 'pictures')

/** Of a picture's pixels: releases of Chromium smooth the edges of letters and lines differently. */
const tolerated = 0.001

const picturesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.png'))

// With Prometheus, because the committed pictures show its answers.
testWith(
  ['chromium', 'prometheus', 'promtool'],
  'the gallery shows the dashboards as they are, and is drawn twice the same to the byte',
  async ({ chromium }) => {
    const [first, second] = [temporaryFolder(), temporaryFolder()]
    for (const folder of [first, second]) {
      const { code, stderr } = await cli(['preview', '--png', folder], { env: { CHROMIUM: chromium } })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    }
    const names = picturesIn(first)
    expect(names).not.toEqual([])
    for (const name of names)
      expect(readFileSync(join(second, name)).equals(readFileSync(join(first, name)))).toBe(true)

    expect(picturesIn(gallery)).toEqual(names)
    const outdated = names.filter((name) => {
      const [committed, current] = [gallery, first].map((folder) => decode(readFileSync(join(folder, name))))
      if (committed === undefined || current === undefined) return true
      const { pixels, of } = differenceOf(committed, current)
      return pixels > of * tolerated
    })
    expect(outdated, 'run `npm run gallery` and look at the pictures before you commit them').toEqual([])
  },
  600_000,
)
