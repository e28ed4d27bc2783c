import type { AnyMetric } from '../language/metric.ts'
import type { Defined } from '../model/load.ts'
import { type Repository, type Request, refused } from './request.ts'

/** The metric that a new one belongs with: in its file, or of all files the one whose name begins most alike. */
export function siblingOf(request: Request, { definitions, read }: Repository): Defined<AnyMetric> {
  const { name } = request
  const files = [...new Set(definitions.metrics.map(({ file }) => file))]
  const file = request.in
  if (file !== undefined && !files.includes(file)) {
    throw read(file) === undefined || !file.startsWith('queries/')
      ? refused(file, 'There is no such file of metrics.', `Name one of these: ${files.join(', ')}.`)
      : refused(
          file,
          'The file declares no metric yet, so it does not tell who exposes this one.',
          'Write its first metric by hand; queries/http.ts shows how.',
        )
  }
  const candidates = definitions.metrics.filter((metric) => file === undefined || metric.file === file)
  const alike = candidates.map((metric) => ({ metric, words: sharedWords(metric.value.name, name) }))
  const most = Math.max(...alike.map(({ words }) => words))
  const nearest = alike.filter(({ words }) => words === most).map(({ metric }) => metric)
  const [first] = nearest
  const homes = new Set(nearest.map((metric) => metric.file))
  if (first !== undefined && homes.size === 1 && (most > 0 || file !== undefined)) return first
  throw refused(
    name,
    most === 0
      ? `No metric begins with ${name.split('_')[0]}_, so the name does not tell who exposes it.`
      : `The name fits ${[...homes].join(' and ')}.`,
    `Say which file it goes into: --in ${most === 0 ? files.join(', --in ') : [...homes].join(', --in ')}`,
  )
}

/** How many words two names begin with in common. */
export function sharedWords(one: string, other: string): number {
  const [words, others] = [one.split('_'), other.split('_')]
  const end = words.findIndex((word, at) => word !== others[at])
  return end === -1 ? words.length : end
}
