import { readExpositions } from '../../documents/expositions.ts'
import { readFiles } from '../../documents/files.ts'
import { isSaved, readSaved } from '../../documents/saved.ts'
import type { FileText } from '../../documents/text.ts'
import type { Fault, Notification } from '../../documents/views.ts'
import { Refused } from '../../findings/problem.ts'
import type { Subject } from '../../model/subject.ts'
import { subjectOfFiles } from '../../model/subject-of-files.ts'

/** Files with rules, and what recorded expositions know of their metrics. Throws `Refused` (exit 2) for files that are not there. */
export function subjectOf(texts: readonly FileText[], catalogs: readonly string[]): Subject {
  const recorded = readFiles(catalogs)
  const saved = recorded.texts.filter(({ text }) => isSaved(text)).map(readSaved)
  const { series, faults } = readExpositions(recorded.texts.filter(({ text }) => !isSaved(text)))
  const bad: readonly Fault[] = [
    ...recorded.faults,
    ...faults,
    ...saved.flatMap((each) => ('check' in each ? [each] : [])),
  ]
  if (bad.length > 0) throw new Refused(bad.map(problem))
  const stored = saved.flatMap((each) => ('check' in each ? [] : each.metrics))
  return subjectOfFiles(texts, { own: undefined, foreign: [...series, ...stored] })
}

/** An `alertmanager.yml`. Throws `Refused` for another file. */
export function notificationOf(path: string): Notification {
  const files = readFiles([path])
  const subject = subjectOfFiles(files.texts, { own: undefined, foreign: [] })
  if (subject.notification !== undefined) return subject.notification
  const [fault] = [...files.faults, ...(subject.faults ?? [])]
  throw new Refused(
    fault === undefined
      ? { where: path, what: 'This is no alertmanager.yml: it has no route and receivers.', next: 'Name another file.' }
      : problem(fault),
  )
}

const problem = ({ place, what, next }: Fault) => ({
  where: place.position === undefined ? place.file : `${place.file}:${place.position.line}`,
  what,
  next,
})
