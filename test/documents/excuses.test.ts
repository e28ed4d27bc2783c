import { describe, expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'

/** The findings of a few checks in somebody's file: `check path`. */
const toldOf = (file: string, text: string, today = '2026-06-01'): readonly string[] =>
  runChecks(subjectOfFiles([{ file, text, isNamed: true }], { own: undefined, foreign: [], today }))
    .filter(({ check }) => ['severity', 'irate-in-alert', 'unused-waiver', 'malformed-file', 'grid'].includes(check))
    .map(({ check, place }) => [check, ...place.path].join(' '))

const rule = (name: string) => [
  `  - alert: ${name}`,
  '    expr: irate(theirs_total[5m]) > 1',
  '    labels: {severity: page}',
]
const file = (...lines: readonly string[]) => ['groups:', '- name: g', '  rules:', ...lines, ''].join('\n')

describe('a comment in a rule file excuses', () => {
  test('the rule below it', () => {
    const text = file('  # check-ignore irate-in-alert: we like it', ...rule('A'), ...rule('B'))
    expect(toldOf('r.yml', text)).toEqual(['irate-in-alert g B'])
  })

  test('the rule that it stands in, whichever field comes first', () => {
    const text = file(
      ...[
        '  - expr: irate(theirs_total[5m]) > 1',
        '    # check-ignore irate-in-alert, severity: we like it',
        '    alert: A',
      ],
      ...rule('B'),
    )
    expect(toldOf('r.yml', text)).toEqual(['irate-in-alert g B'])
  })

  test('the whole file, before its first rule', () => {
    expect(toldOf('r.yml', `# check-ignore irate-in-alert: we like it\n${file(...rule('A'), ...rule('B'))}`)).toEqual(
      [],
    )
  })

  test('until a day', () => {
    const text = file('  # check-ignore irate-in-alert until 2026-06-01: soon', ...rule('A'))
    expect(toldOf('r.yml', text)).toEqual([])
    expect(toldOf('r.yml', text, '2026-06-02')).toEqual(['unused-waiver g A', 'irate-in-alert g A'])
  })

  test('nothing that is not found, and not without a reason', () => {
    expect(toldOf('r.yml', file('  # check-ignore severity: why not', ...rule('A')))).toEqual([
      'unused-waiver g A',
      'irate-in-alert g A',
    ])
    for (const comment of ['irate-in-alert', 'irate-in-alert until soon: x', ': x'])
      expect(toldOf('r.yml', file(`  # check-ignore ${comment}`, ...rule('A')))).toContain('malformed-file g A')
  })
})

test('checkIgnore excuses a panel, or a dashboard', () => {
  const gridPos = { x: 20, y: 0, w: 12, h: 8 }
  const panel = (title: string, rest: object = {}) => ({ title, type: 'stat', gridPos, ...rest })
  const checkIgnore = [{ check: 'grid', reason: 'for a wide screen' }]
  const told = (panels: readonly object[], rest: object = {}) =>
    toldOf('d.json', JSON.stringify({ title: 'D', uid: 'd', panels, ...rest }))
  expect(told([panel('A')])).toEqual(['grid A'])
  expect(told([panel('A', { checkIgnore })])).toEqual([])
  expect(told([panel('A')], { checkIgnore })).toEqual([])
  expect(told([panel('A', { checkIgnore: [{ check: 'grid' }] })])).toEqual(['grid A', 'malformed-file A'])
})
