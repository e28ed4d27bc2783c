import type { Sources } from './findings.ts'
import type { Source } from './source-file.ts'
import type { TypeFault } from './types/compiler.ts'
import { isConsequence, isTwin, isUnknownName, nameIn } from './types/message.ts'

/** Of the type errors of one file those that are no consequence of another one in it. */
export function causesIn(faults: readonly TypeFault[], source: Source, sources: Sources): readonly TypeFault[] {
  const own = faults.filter((fault) => !isConsequence(fault))
  const direct = own.length > 0 ? own : faults
  const meant = namesMissed(direct, source, sources)
  return direct
    .filter((fault) => source.isImport(fault.from) || !isUnknownName(fault) || !meant.has(nameIn(fault) ?? ''))
    .filter((fault) => isUnknownName(fault) || !hasUnknownNameBeside(fault, direct, source))
    .filter((fault) => fault.code !== rightOperand || !hasLeftOperand(fault, direct, source))
    .filter(
      (fault, at, all) =>
        !isTwin(fault) || !all.slice(at + 1).some((later) => isTwin(later) && later.text === fault.text),
    )
}

/** Of two that JavaScript cannot reckon with, the first is told. */
const [leftOperand, rightOperand] = [2362, 2363]
const hasLeftOperand = (fault: TypeFault, all: readonly TypeFault[], source: Source): boolean =>
  all.some(({ code, from }) => code === leftOperand && source.statementAt(from) === source.statementAt(fault.from))

/** What the files declare of which another name is imported: `bars`, where `bras` is. */
function namesMissed(faults: readonly TypeFault[], source: Source, sources: Sources): ReadonlySet<string> {
  const wrong = faults.filter((fault) => isUnknownName(fault) && source.isImport(fault.from)).map(nameIn)
  const files = source.imports.filter(({ names }) => wrong.some((name) => name !== undefined && names.includes(name)))
  return new Set(files.flatMap(({ file }) => sources.of(file).declared))
}

/** One argument that is nothing known makes TypeScript misunderstand the others of its call. */
function hasUnknownNameBeside(fault: TypeFault, all: readonly TypeFault[], source: Source): boolean {
  const call = source.around(fault)
  return call !== undefined && all.some((other) => isUnknownName(other) && source.around(other) === call)
}
