import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { root } from './root.ts'

/** One processor is busy with each for a minute or longer. */
const long: readonly string[] = [
  'test/mutation/mutation.test.ts',
  'test/mutation/definitions.test.ts',
  'test/witness/mutation.test.ts',
  'test/preview/command.test.ts',
  'test/checks/fuzz.test.ts',
]

/** Begins with the longest files, lest one of them is left at the end and all processors but one idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => long.includes(relative(root, moduleId))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
