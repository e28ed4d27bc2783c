import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import type { Rule } from '../../documents/views.ts'
import { yamlOf } from '../../documents/yaml-text.ts'
import type { Explanation } from '../../explain/explain.ts'
import { ruleTests } from '../../explain/rule-test.ts'
import { messageOf, Refused } from '../../findings/problem.ts'
import { printDuration } from '../../promql/duration.ts'

/** Rules as a test needs them: a file that promtool can read, or only their text. */
export type Rules = { readonly file: string } | { readonly text: string }

/** Writes the tests of explanations to a file, or to standard output. Throws `Refused` where nothing can be written. */
export function writeTests(
  explanations: readonly Explanation[],
  all: readonly { readonly rule: Rule }[],
  rules: Rules,
  out: string | undefined,
): number {
  const made = explanations.flatMap((each) => {
    const tests = ruleTests(each, all)
    return tests === undefined ? [] : [{ name: each.rule.name, ...tests }]
  })
  const interval = mostCommon(made.map((each) => each.interval))
  if (interval === undefined)
    throw new Refused({
      where: explanations.map(({ rule }) => rule.name).join(', '),
      what: 'Nothing was played that a test could show.',
      next: 'Without --test it is told why.',
    })
  const others = made.filter((each) => each.interval !== interval).map(({ name }) => name)
  if (others.length > 0)
    console.error(
      `Not in this test, which promtool evaluates every ${printDuration(interval)}: ${others.join(', ')}. Name each alone.`,
    )
  const tests = made.filter((each) => each.interval === interval).flatMap((each) => each.tests)
  const textFor = (ruleFile: string) =>
    yamlOf({ rule_files: [ruleFile], evaluation_interval: printDuration(interval), tests })
  if (out === undefined) {
    if ('text' in rules)
      throw new Refused(
        {
          where: 'command line › explain',
          what: 'promtool reads no PrometheusRule and no bare expression: the test needs a rule file beside it.',
          next: 'Say where to: --out FILE.test.yml writes both.',
        },
        2,
      )
    process.stdout.write(textFor(rules.file))
    return 0
  }
  const folder = dirname(out)
  if ('file' in rules) write(out, textFor(relative(resolve(folder), resolve(rules.file))))
  else {
    const beside = resolve(folder, `${basename(out).replace(/(?:\.test)?\.ya?ml$/, '')}.rules.yml`)
    if (existsSync(beside))
      throw new Refused({
        where: beside,
        what: 'The rules would be written here, and there is a file already.',
        next: 'Remove it, or name another file with --out.',
      })
    write(beside, rules.text)
    write(out, textFor(basename(beside)))
  }
  console.error(`${out}: ${tests.length} tests. Play them: promtool test rules ${out}`)
  return 0
}

/** What is there most often, of several the first. */
function mostCommon(all: readonly number[]): number | undefined {
  const count = (each: number) => all.filter((other) => other === each).length
  return all.toSorted((a, b) => count(b) - count(a))[0]
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (error) {
    throw new Refused({ where: path, what: `It cannot be written: ${messageOf(error)}.`, next: 'Name another file.' })
  }
}
