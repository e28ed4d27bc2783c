import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { loudLine, type Report, reportVariable } from '../../build/commands/report.ts'
import type {} from './tools.ts'

/** Says at the end of the run which tests were skipped for want of something; to `npm test`, which says it last of all. */
export default class LoudSkips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const report = summarize(modules)
    const file = process.env[reportVariable]
    const line = loudLine(report.without)
    if (file !== undefined) writeFileSync(file, JSON.stringify(report))
    else if (line !== undefined) console.log(`\n${line}`)
  }
}

function summarize(modules: readonly TestModule[]): Report {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const count = (state: string) => tests.filter((test) => test.result().state === state).length
  // A file that cannot be loaded fails without a failed test.
  const broken = modules.filter(
    (module) => module.state() === 'failed' && !tests.some((test) => isFailedIn(module, test)),
  )
  return {
    passed: count('passed'),
    failed: count('failed') + broken.length,
    skipped: count('skipped'),
    without: tests.flatMap((test) => {
      const { wants } = test.meta()
      return wants === undefined ? [] : [{ test: test.fullName, wants: [...wants] }]
    }),
  }
}

const isFailedIn = (module: TestModule, test: TestCase): boolean =>
  test.module === module && test.result().state === 'failed'
