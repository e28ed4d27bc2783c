import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { root } from './root.ts'

/** Each keeps a processor busy, or waits, for a minute or longer. */
const long: readonly string[] = [
  'test/witness/mutation.test.ts',
  'test/commands/bundle.test.ts',
  'test/commands/new.test.ts',
  'test/preview/command.test.ts',
  'test/instrumentation/celery-worker.test.ts',
  'test/commands/fresh-machine.test.ts',
  'test/commands/unchanged.test.ts',
  'test/diff/command.test.ts',
  'test/projects/shop.test.ts',
  'test/instrumentation/celery-tasks.test.ts',
  'test/witness/property.test.ts',
  'test/witness/witnesses.test.ts',
  'test/history/real.test.ts',
  'test/readme.test.ts',
]

/** Begins with the longest files, lest one of them is left at the end and all processors but one idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => long.includes(relative(root, moduleId))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
