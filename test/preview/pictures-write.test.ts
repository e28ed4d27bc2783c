import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { writePictures } from '../../build/preview/pictures/write.ts'
import { everything, put, temporaryFolder } from '../output/folder.ts'

const picture = Buffer.from('a picture')

/** What a comparison with panels left, and what somebody keeps beside it. */
function drawnBefore(): string {
  const folder = temporaryFolder()
  for (const path of ['a.png', 'a/1-old.png', 'b.png', 'b/1-old.png', 'compare.html', 'compare/a/1-old.png'])
    put(folder, path, '')
  for (const path of ['compare/c/1-old.png', 'compare/c/notes.txt', 'kept/1.png', 'a/notes.txt']) put(folder, path, '')
  return folder
}

test('what an earlier comparison left is removed, and nothing else of what is not drawn now', () => {
  const folder = drawnBefore()
  writePictures(folder, [['a.png', picture]], [])
  expect(everything(folder)).toEqual(
    [
      ...['a.png', 'a/', 'a/1-old.png', 'a/notes.txt', 'b.png', 'b/', 'b/1-old.png'],
      ...['compare/', 'compare/c/', 'compare/c/notes.txt', 'kept/', 'kept/1.png'],
    ].sort(),
  )
})

test('the panels of the dashboards that are drawn take the place of the earlier ones', () => {
  const folder = drawnBefore()
  const files = ['a.png', 'a/1-new.png', 'compare.html', 'compare/a/1-new.png'].map((path) => [path, picture] as const)
  writePictures(folder, files, ['a', 'without-a-folder'])
  const found = everything(folder)
  expect(found.filter((path) => /^(?:a|b|compare\/a)\/./.test(path))).toEqual([
    'a/1-new.png',
    'a/notes.txt',
    'b/1-old.png',
    'compare/a/1-new.png',
  ])
  expect(found).toContain('compare.html')
})

test('nothing behind a symbolic link is removed, and nothing where nothing is drawn', () => {
  const folder = drawnBefore()
  const elsewhere = temporaryFolder()
  put(elsewhere, 'compare/a/1.png', '')
  mkdirSync(join(folder, 'linked'))
  symlinkSync(join(elsewhere, 'compare'), join(folder, 'linked', 'compare'))
  writePictures(join(folder, 'linked'), [['a.png', picture]], ['a'])
  expect(everything(elsewhere)).toContain('compare/a/1.png')
  const before = everything(folder)
  writePictures(folder, [], ['a'])
  expect(everything(folder)).toEqual(before)
})

test('a folder that cannot be written is refused', () => {
  const folder = temporaryFolder()
  put(folder, 'file', '')
  for (const path of [join(folder, 'file'), '/proc/pybase'])
    expect(() => writePictures(path, [['a.png', picture]], [])).toThrow(Refused)
  expect(everything(folder)).toEqual(['file'])
})
