import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { differenceOf } from '../../../../build/preview/pictures/difference.ts'
import { decode } from '../../../../build/preview/pictures/picture.ts'
import { cli } from '../../../commands/cli.ts'
import { temporaryFolder } from '../../../output/folder.ts'
import { root } from '../../../support/root.ts'
import { testWith } from '../../../support/tools.ts'

const gallery = join(root, 'docs', 'pictures')

/** Of a picture's pixels: releases of Chromium smooth the edges of letters and lines differently. */
const tolerated = 0.001

const picturesIn = (folder: string): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .map((name) => [name, readFileSync(join(folder, name))]),
  )

/** Draws the gallery anew, and answers the bytes of its pictures. */
async function drawn(chromium: string): Promise<ReadonlyMap<string, Buffer>> {
  const folder = temporaryFolder()
  const { code, stderr } = await cli(['preview', '--png', folder], { env: { CHROMIUM: chromium } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return picturesIn(folder)
}

testWith(
  ['chromium'],
  'the gallery shows the dashboards as they are, and is drawn twice the same to the byte',
  async ({ chromium }) => {
    const committed = picturesIn(gallery)
    const current = await drawn(chromium)
    expect([...current.keys()]).not.toEqual([])
    expect([...committed.keys()]).toEqual([...current.keys()])
    // Pictures that are those of the gallery to the byte have been drawn twice: then, and now.
    if (isDeepStrictEqual(current, committed)) return
    expect(isDeepStrictEqual(await drawn(chromium), current)).toBe(true)

    const outdated = [...current].filter(([name, png]) => {
      const { pixels, of } = differenceOf(decode(committed.get(name) ?? png), decode(png))
      return pixels > of * tolerated
    })
    const names = outdated.map(([name]) => name)
    expect(names, 'run `npm run gallery` and look at the pictures before you commit them').toEqual([])
  },
  600_000,
)
