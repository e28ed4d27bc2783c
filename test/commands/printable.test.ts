import { describe, expect, test } from 'vitest'
import { checks } from '../../build/checks/all.ts'
import { runChecks } from '../../build/checks/run.ts'
import { markdown } from '../../build/commands/diff/markdown.ts'
import { printable, printableInPlace } from '../../build/findings/printable.ts'
import { type FormatName, formats } from '../../build/findings/report.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'

/** What somebody may call an alert, a group, a panel, a label's value. */
const hostile = [
  'A\n::error file=x::pwned',
  '::set-output name=x::y',
  ' ::add-mask::a',
  'x ##[error]pwned',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  'over\rwritten',
  'right\u202eot tfel',
  'two\u2028lines',
  'zero\u200bwidth',
] as const

/** Rule files that have it in every place that a sentence or an excerpt shows. */
const rulesWith = (text: string): string =>
  JSON.stringify({
    groups: [
      {
        name: text,
        rules: [
          {
            alert: text,
            expr: `rate(requests_total{path=${JSON.stringify(text)}}[5m]) > 1 or vector(${text}`,
            labels: { severity: text, [text]: text },
            annotations: { summary: `${text} {{ $labels.nothing }} {{ ${text} }}`, [text]: '{{ $value' },
          },
          { alert: `B ${text}`, expr: `sum by (job) (rate(nothing_total{path=${JSON.stringify(text)}}[5m])) > 1` },
        ],
      },
    ],
  })

const told = (format: FormatName, text: string): string => {
  const files = ['rules.yml', `${text.replaceAll('/', '')}.yml`].map((file) => ({
    file,
    text: rulesWith(text),
    isNamed: true,
  }))
  const diagnostics = runChecks(subjectOfFiles(files, { own: undefined, foreign: [] }))
  expect(diagnostics.length).toBeGreaterThan(4)
  return formats[format]({ diagnostics, checked: '1 rule of 1 file' }, { colours: false, checks })
}

const steering = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u

describe.each(hostile)('%j in somebody’s files', (text) => {
  test('steers neither a terminal nor a workflow', () => {
    const lines = told('text', text).split('\n')
    expect(lines.filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([])
    expect(lines.filter((line) => steering.test(line))).toEqual([])
  })

  test('is data of a workflow command, and no command', () => {
    const lines = told('github', text).split('\n')
    // One command for a finding, and the counts.
    expect(lines.slice(0, -1).filter((line) => !/^::(?:error|warning) file=/.test(line))).toEqual([])
    expect(lines.filter((line) => steering.test(line) || line.includes('##['))).toEqual([])
  })
})

test('a line keeps its offsets', () => {
  for (const text of hostile) expect(printableInPlace(text)).toHaveLength(text.length)
  expect(printable('sum(rate(x[5m])) – größer als 5 %')).toBe('sum(rate(x[5m])) – größer als 5 %')
})

test.each([
  ['@somebody', '@<!-- -->somebody'],
  ['see #12', 'see \\#<!-- -->12'],
  ['GH-7', 'GH<!-- -->-7'],
  ['https://evil.example', 'https:<!-- -->//evil.example'],
  ['www.evil.example', 'www<!-- -->.evil.example'],
  ['mailto:a', 'mailto:<!-- -->a'],
  ['0cb5ace2f', '0cb5ac<!-- -->e2f'],
  ['deadline', 'deadline'],
])('%s is no link in a comment on GitHub', (name, shown) => {
  const change = { weight: 'appearance', part: name, what: `${name} is new` } as const
  const comment = markdown({ before: 'a', after: 'b', changes: [change] }, { colours: false })
  expect(comment).toContain(`**${shown}**`)
  expect(comment).toContain(`- ${shown} is new`)
})
