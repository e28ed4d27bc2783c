import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../build/commands/paths.ts'
import { compile } from '../../build/compile.ts'
import { anchor } from '../../build/targets/reference/markdown.ts'

const { artifacts } = await compile(root)
const texts = new Map(artifacts.map(({ path, text }) => [path, text]))
const pages = [...texts].filter(([path]) => path.startsWith('reference/'))

const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading))

test('there is a page for metrics, queries, alerts, faults, dashboards and checks, and one that leads to them', () => {
  expect(pages.map(([path]) => path).sort()).toEqual(
    ['README', 'alerts', 'checks', 'dashboards', 'faults', 'metrics', 'queries'].map((name) => `reference/${name}.md`),
  )
})

test.each(pages)('every link of %s leads to a file and a heading that are there', (path, text) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link)
  const broken = links.filter((link) => {
    const [file = '', heading] = link.split('#')
    const target = texts.get(file === '' ? path : posix.join(posix.dirname(path), file))
    return target === undefined || (heading !== undefined && !headingsOf(target).includes(heading))
  })
  expect(broken).toEqual([])
  expect(path.endsWith('queries.md') || links.length > 0).toBe(true)
})
