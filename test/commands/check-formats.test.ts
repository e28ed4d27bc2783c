import { describe, expect, test } from 'vitest'
import { checks } from '../../build/checks/all.ts'
import type { Diagnostic } from '../../build/findings/diagnostic.ts'
import { type FormatName, formats } from '../../build/findings/report.ts'

const inFile: Diagnostic = {
  check: 'promql-syntax',
  severity: 'error',
  place: { file: 'a b,100%.yml', path: ['g', 'A: b'], position: { line: 6, column: 10 } },
  what: 'Unexpected "=", after 100%.',
  next: 'Correct it.',
  excerpt: { text: 'up\n  == = 0', from: 8, to: 9 },
}
const ours: Diagnostic = {
  check: 'unused-filter',
  severity: 'warning',
  place: { file: 'dashboards/overview.ts', path: [] },
  what: 'Nothing uses it.',
  next: 'Remove it.',
}

const told = (format: FormatName, diagnostics: readonly Diagnostic[] = [inFile, ours], colours = false): string =>
  formats[format]({ diagnostics, checked: '1 rule of 1 file' }, { colours, checks })

describe('text', () => {
  test('is for people, and ends with the counts', () => {
    expect(told('text')).toMatchInlineSnapshot(`
      "error  promql-syntax   a b,100%.yml:6:10 › g › A: b
        == = 0
           ^
        Unexpected "=", after 100%.
        Correct it.

      warning  unused-filter   dashboards/overview.ts
        Nothing uses it.
        Remove it.

      1 error and 1 warning in 1 rule of 1 file."
    `)
    expect(told('text', [])).toBe('No findings in 1 rule of 1 file.')
  })

  test('has colours only when it should', () => {
    expect(told('text')).not.toContain('\u001b')
    expect(told('text', [inFile], true)).toContain('\u001b[36mpromql-syntax\u001b[39m')
  })

  test('cuts a line around its culprit', () => {
    const text = `${'a + '.repeat(500)}b == = 0${' + c'.repeat(500)}`
    const from = text.indexOf('= 0')
    const lines = told('text', [{ ...inFile, what: 'x'.repeat(5000), excerpt: { text, from, to: from + 1 } }]).split(
      '\n',
    )
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(450)
    expect(lines[1]?.[lines[2]?.indexOf('^') ?? 0]).toBe('=')
    expect(lines[1]).toMatch(/^ {2}… .* …$/)
  })
})

test('json is for programs', () => {
  expect(JSON.parse(told('json'))).toEqual({
    findings: [
      {
        check: 'promql-syntax',
        severity: 'error',
        file: 'a b,100%.yml',
        line: 6,
        column: 10,
        path: ['g', 'A: b'],
        what: 'Unexpected "=", after 100%.',
        next: 'Correct it.',
        excerpt: { text: 'up\n  == = 0', from: 8, to: 9 },
      },
      {
        check: 'unused-filter',
        severity: 'warning',
        file: 'dashboards/overview.ts',
        path: [],
        what: 'Nothing uses it.',
        next: 'Remove it.',
      },
    ],
    errors: 1,
    warnings: 1,
    checked: '1 rule of 1 file',
  })
})

test("github's commands are escaped", () => {
  expect(told('github')).toMatchInlineSnapshot(`
    "::error file=a b%2C100%25.yml,line=6,col=10,title=promql-syntax::g › A: b: Unexpected "=", after 100%25.%0ACorrect it.
    ::warning file=dashboards/overview.ts,title=unused-filter::Nothing uses it.%0ARemove it.
    1 error and 1 warning in 1 rule of 1 file."
  `)
})

test('sarif names each rule once and each place as a relative URI', () => {
  const { version, runs } = JSON.parse(told('sarif'))
  const [{ tool, results }] = runs
  const rules: readonly string[] = tool.driver.rules.map(({ id }: { readonly id: string }) => id)
  expect(version).toBe('2.1.0')
  expect(new Set(rules).size).toBe(rules.length)
  expect(results).toMatchObject([
    {
      ruleId: 'promql-syntax',
      ruleIndex: rules.indexOf('promql-syntax'),
      level: 'error',
      message: { text: 'Unexpected "=", after 100%.\nCorrect it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b%2C100%25.yml' },
            region: { startLine: 6, startColumn: 10 },
          },
          logicalLocations: [{ fullyQualifiedName: 'a b,100%.yml › g › A: b' }],
        },
      ],
    },
    { level: 'warning', locations: [{ physicalLocation: { artifactLocation: { uri: 'dashboards/overview.ts' } } }] },
  ])
})
