import { folderOf, isAbsolute, join, nameOf } from '../../documents/paths.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Check } from '../check.ts'
import { writtenTo } from '../support/output.ts'
import { rulesOf } from '../support/rules.ts'

export const alertingWiring: Check = {
  id: 'alerting-wiring',
  severity: 'error',
  covers: ['I07'],
  about:
    'Alerts reach somebody: Prometheus loads every rule file, and knows an Alertmanager. Without one, alerts fire in its own pages and nowhere else; a rule file that no pattern of `rule_files` matches is not loaded, and promtool says SUCCESS over no rules at all. Of an absolute pattern, or beside a compose file one without a folder, which may be a path in a container, and of a configuration inside a manifest only the name of the file is compared.',
  run: (subject) => {
    const { scraping, ruleFiles } = subject
    if (scraping === undefined || rulesOf(subject).length === 0) return []
    // Rules that are resources are for the Prometheus of an operator.
    const alerts = ruleFiles
      .filter(({ isResource }) => isResource !== true)
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'))).length
    const here = folderOf(writtenTo(subject, scraping.place.file))
    const isLoaded = (file: string): boolean =>
      scraping.ruleFiles.some((pattern) =>
        isAbsolute(pattern) ||
        (subject.compose !== undefined && !pattern.includes('/')) ||
        isAbsolute(here) !== isAbsolute(file) ||
        scraping.isResource === true
          ? matches(nameOf(pattern), nameOf(file))
          : matches(join(here, pattern), join('.', file)),
      )
    return [
      ...(alerts === 0 || scraping.alertmanagers.length > 0
        ? []
        : [
            {
              place: scraping.place,
              what: `${alerts === 1 ? 'One alerting rule is' : `${alerts} alerting rules are`} evaluated, and alerting.alertmanagers lists nobody to tell.`,
              next: 'Add the address of an Alertmanager.',
            },
          ]),
      ...ruleFiles
        // What stands in a manifest is a file of another name where it is mounted.
        .filter(({ file, isResource }) => isResource !== true && !isLoaded(writtenTo(subject, file)))
        .map(({ file }) => ({
          place: { file, path: [] },
          what: `No pattern of rule_files loads ${writtenTo(subject, file)}; ${scraping.ruleFiles.length === 0 ? 'there is none' : `there is ${scraping.ruleFiles.join(', ')}`}.`,
          next: 'Add a pattern that matches it, relative to the folder of prometheus.yml.',
        })),
    ]
  },
}

/** Whether a path matches a pattern in the manner of a shell: `alerts/*.yml`. */
function matches(pattern: string, path: string): boolean {
  const source = pattern.replace(/\[[^\]/]+\]|[*?.+^${}()|[\]\\]/g, (found) => {
    if (found === '*') return '[^/]*'
    return found === '?' || found.length > 1 ? '[^/]' : `\\${found}`
  })
  return compile(source).matches(path) === true
}
