import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findingsIn } from '../../build/definitions/read.ts'
import type { TypeFault } from '../../build/definitions/types/compiler.ts'
import type { Problem } from '../../build/findings/problem.ts'
import { put, temporaryFolder } from '../output/folder.ts'

const text = "import { sum } from './a.ts'\nexport const b = sum(1)\nexport const b = sum(2)\n"

/** What is told of one file with these problems and type errors. */
function told(problems: readonly Problem[], faults: readonly Pick<TypeFault, 'from' | 'to' | 'code' | 'text'>[]) {
  const root = temporaryFolder()
  put(root, 'queries/b.ts', text)
  put(root, 'alerts/c.ts', "import { b } from '../queries/b.ts'\nexport const c = b\n")
  const file = join(root, 'queries/b.ts')
  const { findings } = findingsIn(
    root,
    problems,
    faults.map((fault) => ({ ...fault, file, reasons: [] })),
  )
  return findings.map(({ check, place, what }) => ({ check, line: place.position?.line, what }))
}

const stumbled: Problem = {
  where: 'queries/b.ts',
  what: 'The file cannot be loaded: Transform failed.',
  next: 'Correct it.',
}
const twin = (at: number) => ({ from: at, to: at + 1, code: 2451, text: "Cannot redeclare block-scoped variable 'b'." })

test('where JavaScript stumbles and says not where, the types say why', () => {
  expect(told([stumbled], [twin(42), twin(66)])).toEqual([{ check: 'types', line: 3, what: 'b is declared twice.' }])
})

test('a file that imports what cannot be loaded says nothing of its own', () => {
  const importer: Problem = { ...stumbled, where: 'alerts/c.ts' }
  expect(told([importer, stumbled], [twin(42), twin(66)])).toEqual([
    { check: 'types', line: 3, what: 'b is declared twice.' },
  ])
})

test('where the types say nothing of it, it is told as it is', () => {
  expect(told([stumbled], [])).toEqual([{ check: 'definition', line: undefined, what: stumbled.what }])
})

test('what a word refuses is told once, in its words, with the place that the types know', () => {
  const refused: Problem = {
    where: 'queries/b.ts:2:18 › sum()',
    what: 'What sum() adds up should be a query, and is 1.',
    next: 'Give it a query.',
    spot: { file: 'queries/b.ts', line: 2, column: 18 },
  }
  const fault = {
    from: 50,
    to: 51,
    code: 2345,
    text: "Argument of type '1' is not assignable to parameter of type 'Query<string>'.",
  }
  expect(told([refused], [fault])).toEqual([{ check: 'definition', line: 2, what: refused.what }])
})
