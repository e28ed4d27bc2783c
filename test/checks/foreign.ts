import { readExpositions } from '../../build/documents/expositions.ts'
import type { Subject } from '../../build/model/subject.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'

/** Files of somebody whose metrics a recorded exposition tells, and nothing else. */
export const against = (exposition: string, files: Readonly<Record<string, string>>): Subject =>
  subjectOfFiles(
    Object.entries(files).map(([file, text]) => ({ file, text, isNamed: true })),
    { own: undefined, foreign: readExpositions([{ file: 'metrics.prom', text: exposition, isNamed: true }]).series },
  )

/** A rule file with an alert on each expression. */
export const alerts = (...exprs: readonly string[]): Readonly<Record<string, string>> => ({
  'rules.yml': JSON.stringify({
    groups: [{ name: 'group', rules: exprs.map((expr, at) => ({ alert: `Alert${at + 1}`, expr })) }],
  }),
})
