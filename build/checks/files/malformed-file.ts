import type { Check } from '../check.ts'

export const malformedFile: Check = {
  id: 'malformed-file',
  severity: 'error',
  covers: ['I08', 'N12', 'N13', 'R06'],
  about:
    "A rule file has the shape that Prometheus demands: known fields only, a name and an expression for each rule, durations, one document, no key twice, and texts that YAML does not cut at a #. One misspelt field makes Prometheus refuse the whole file, and a text that a comment ends is loaded without a word. It looks at the files' shape, not at what their queries mean.",
  run: ({ faults = [] }) => faults.filter(({ check }) => check === 'malformed-file'),
}
