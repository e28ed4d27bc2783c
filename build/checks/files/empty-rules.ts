import type { Check } from '../check.ts'

export const emptyRules: Check = {
  id: 'empty-rules',
  severity: 'error',
  covers: ['N13'],
  about:
    'A rule file has rules. Prometheus and promtool accept one without any, for instance because a second `---` began a new document or the rules were indented under nothing, and then nobody is ever alerted by it.',
  run: ({ ruleFiles, model, unparsed = [], faults = [] }) =>
    ruleFiles
      // What could not be read is told of already.
      .filter(({ file }) => ![...unparsed, ...faults].some(({ place }) => place.file === file))
      // A build for older releases may leave every alert of a file out, and says so.
      .filter(({ groups }) => model === undefined && groups.every(({ rules }) => rules.length === 0))
      .map(({ file, groups }) => ({
        place: { file, path: [] },
        what:
          groups.length === 0
            ? 'Prometheus finds no group in this file, and accepts it.'
            : `Prometheus finds ${groups.length === 1 ? 'one group' : `${groups.length} groups`} and no rule in this file, and accepts it.`,
        next: 'Write rules below `groups`, or remove the file.',
      })),
}
