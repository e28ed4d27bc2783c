import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile } from '../../build/compile.ts'
import { faultsPage } from '../../build/reference/faults.ts'
import { provenPage } from '../../build/reference/proven.ts'
import { anchor } from '../../build/targets/markdown.ts'
import { root } from '../support/root.ts'

const { artifacts, model } = await compile(root, 'none')
const texts = new Map(artifacts.map(({ path, text }) => [path, text]))
const pages = [...texts].filter(([path]) => path.startsWith('reference/') && path.endsWith('.md'))

const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading))

test('there is a page for metrics, queries, alerts, what sets them off, drills, faults, proofs, dashboards, checks and SLOs, and one that leads to them', () => {
  expect(pages.map(([path]) => path).sort()).toEqual(
    [
      'README',
      'alerts',
      'checks',
      'dashboards',
      'drills',
      'explained',
      'faults',
      'metrics',
      'proven',
      'queries',
      'slos',
    ].map((name) => `reference/${name}.md`),
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

test('of every alert there is what sets it off, and what does not', () => {
  const [, ...sections] = (texts.get('reference/explained.md') ?? '').split(/^## /m)
  const alerts = model.groups.flatMap((group) => group.alerts)
  expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual(alerts.map(({ name }) => name))
  const lacking = (words: RegExp) =>
    sections.filter((section) => !words.test(section)).map((section) => section.slice(0, section.indexOf('\n')))
  expect(lacking(/^It fires/m)).toEqual([])
  // Its purpose is to fire always.
  expect(lacking(/^It stays silent/m)).toEqual(['PyBaseWatchdog'])
  expect(lacking(/^- When Prometheus restarts/m)).toEqual([])
})

describe('the page of the faults says when and on what they were recorded', () => {
  const paragraph = (faults: typeof model.faults) => faultsPage({ ...model, faults }).text.split('\n\n')[3]
  const record = { recorded: '2026-11-30', releases: { Prometheus: '2.42.0', redis_exporter: '1.45.0' }, faults: [] }

  test('one sentence', () => {
    expect(paragraph({ ...record, untried: [] })).toBe(
      'Recorded on 2026-11-30 with Prometheus 2.42.0, redis\\_exporter 1.45.0.',
    )
  })

  test('and another for what could not be tried then', () => {
    expect(paragraph({ ...record, untried: ['A disk is full'] })).toMatch(
      /0\. Not tried then, so of an earlier recording: A disk is full\.$/,
    )
  })

  test('or that nothing was', () => {
    expect(paragraph(undefined)).toBe('Nothing has been recorded yet.')
  })

  test('as it is committed', () => {
    expect(texts.get('reference/faults.md')).toContain(`\n\nRecorded on ${model.faults?.recorded} with Prometheus `)
  })
})

test('the page of what is proven says of each part with which set it held, and what is unproven with each', () => {
  const live = { recorded: '2026-11-30', releases: { Prometheus: '3.14.0' }, parts: ['targets'], unproven: ['no <b>'] }
  const older = { ...live, releases: { Prometheus: '2.42.0' }, parts: ['targets', 'more'], unproven: [] }
  const { text } = provenPage({ ...model, proofs: { pinned: { live }, debian12: { live: older } } })
  expect(text).toContain('| What | pinned, 2026-11-30 | debian12, 2026-11-30 |\n')
  expect(text).toContain('| targets | proven | proven |\n| more | no | proven |\n')
  expect(text).toContain('## npm run test:doctor\n\n| What | pinned: not recorded | debian12: not recorded |\n')
  expect(text).toContain('## The set pinned\n\nIt ran Prometheus 3.14.0.\n\nUnproven with `pinned`:\n\n- no \\<b\\>\n')
  expect(text).toContain('## The set debian12\n\nIt ran Prometheus 2.42.0.\n')
})
