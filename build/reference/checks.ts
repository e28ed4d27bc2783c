import { checks } from '../checks/all.ts'
import type { Check } from '../checks/check.ts'
import { classes } from '../checks/classes.ts'
import { beyondChecks } from '../checks/coverage.ts'
import type { Artifact } from '../output/artifact.ts'
import { anchor, code, page, table } from '../targets/markdown.ts'

/** What the build refuses: every class of defect with who finds it, and every check with what it sees and what it does not. */
export const checksPage = (): Artifact =>
  page('checks', 'Checks', 'build/checks/*.ts', [
    [
      'What goes wrong in hand-written rules and dashboards, and where it is stopped here: by TypeScript, which an editor asks',
      'while typing and every build before it writes (`types`, and `definition` where a word of the language knows better), by a',
      "check of the build, or not at all, with the reason. `npm run check -- FILE …` runs the same checks on anybody's files.",
    ].join('\n'),
    '## Classes of defects',
    ...classes.flatMap((area) => [
      `### ${area.area}`,
      table(
        ['Class', 'Defect', 'Stopped by'],
        area.classes.map(({ id, defect }) => [id, defect, stoppedBy(id)]),
      ),
    ]),
    '## The checks',
    ...checks.map(paragraph),
  ])

function stoppedBy(id: string): string {
  const found = checks.filter(({ covers }) => covers.includes(id))
  const kind = (severity: Check['severity']) => (severity === 'error' ? 'build error' : 'warning')
  const beyond = beyondChecks[id]
  return [
    ...(beyond?.by === 'compiler' ? [`compile error (${code(beyond.file)}: ${beyond.title})`] : []),
    ...(beyond?.by === 'build' ? [`build error (${code(beyond.file)}: ${beyond.title})`] : []),
    ...found.map((check) => `${kind(check.severity)} [${check.id}](#${anchor(check.id)})`),
    ...(beyond?.by === 'nobody' ? [`not covered: ${beyond.why}`] : []),
  ].join('; ')
}

const paragraph = ({ id, severity, covers, about }: Check): string =>
  [
    `### ${id}`,
    `${severity === 'error' ? 'Error' : 'Warning'}.${covers.length === 0 ? '' : ` Covers ${covers.join(', ')}.`}`,
    about,
  ].join('\n\n')
