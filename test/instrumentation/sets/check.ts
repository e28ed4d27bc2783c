import { capture } from '../../../build/commands/child.ts'
import type { PythonSet } from './sets.ts'

/** Ends with 1 at the first package that is of another version than in the requirements, or cannot be imported. */
const probe = `
import re, sys
from importlib import import_module
from importlib.metadata import version
for line in open(sys.argv[1]):
    pinned = re.match("([a-z0-9-]+)==([^ ;]+) *([;]?)", line)
    if pinned and not pinned[3] and version(pinned[1]) != pinned[2]:
        sys.exit(1)
for name in sys.argv[2:]:
    import_module(name)
`

/** Whether a Python has exactly these packages, and they can be imported. */
export async function hasSet(python: string, { file, modules }: PythonSet): Promise<boolean> {
  // Isolated: what somebody's PYTHONPATH brings is not there when the tests run.
  const { code } = await capture(python, ['-I', '-c', probe, file, ...modules], { timeoutMs: 60_000 })
  return code === 0
}
