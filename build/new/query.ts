import type { AnyMetric } from '../language/metric.ts'
import { Query } from '../language/query.ts'
import type { Defined, Definitions } from '../model/load.ts'
import { packageName } from '../place.js'
import { print } from '../promql/print.ts'
import { expressionOf } from './expression.ts'
import { ambiguous, find, spelled } from './find.ts'
import { camelCase, isIdentifier, refuseName, wordsOf } from './names.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { declares, importing } from './source.ts'
import { isSpecified } from './specified.ts'

/** A query at the end of its metric's file, and its text in the snapshot of the file. Throws `Refused`. */
export function newQuery(request: Request, repository: Repository): Scaffold {
  const { name } = request
  refuseName(
    name,
    isIdentifier(name),
    'The name of a query is a name in TypeScript, in camelCase.',
    camelCase(wordsOf(name)).replace(/^\d+/, ''),
  )
  const files = [...new Set(repository.definitions.metrics.map(({ file }) => file))]
  if (request.in !== undefined) textOf(repository, request.in, files)
  const metric = metricFor(request, repository.definitions)
  const { file } = metric
  const text = textOf(repository, file)
  if (declares(text, name))
    throw refused(`${file} › ${name}`, `The file declares ${name} already.`, 'Read that one, or choose another name.')

  const { expression, functions, says } = expressionOf(name, metric)
  const named = functions.reduce((all, each) => importing(all, each, packageName), text)
  const snapshot = `test/queries/snapshots/${file.slice('queries/'.length, -'.ts'.length)}.promql`
  return {
    files: { [file]: `${named.trimEnd()}\nexport const ${name} = ${expression}\n` },
    following: (loaded) => {
      if (!isSpecified(repository)) return {}
      const before = repository.read(snapshot)
      const shown = shownAs(name, loaded, file)
      return { [snapshot]: before === undefined ? shown : `${before.trimEnd()}\n\n${shown}` }
    },
    made: [
      `${file}: ${name}, ${says}`,
      ...(isSpecified(repository) ? [`${snapshot}: what it says in PromQL, for the reviewer`] : []),
    ],
    left: [`Show it: npm run new -- panel TITLE --of ${spelled({ ...metric, name })}`],
  }
}

/** The metric that `--of` names, or that the query's name begins with: `fileSizeP95` reads `fileSize`. */
function metricFor({ name, of, in: file }: Request, { metrics }: Definitions): Defined<AnyMetric> {
  const known = metrics.filter((metric) => file === undefined || metric.file === file)
  if (of !== undefined) return find(name, 'metric', of, known)
  const fits = ({ name: constant }: Defined<AnyMetric>) =>
    [constant, constant.replace(/s$/, '')]
      .filter((stem) => new RegExp(`^${stem}(?:[A-Z]|$)`).test(name))
      .map((stem) => stem.length)
  const lengths = known.flatMap(fits)
  const longest = known.filter((metric) => fits(metric).includes(Math.max(...lengths)))
  const [only] = longest
  if (longest.length > 1) throw ambiguous(name, `The name begins like ${longest.length} metrics`, longest)
  if (only !== undefined) return only
  throw refused(
    name,
    'The name begins like no metric, so it does not tell what is asked.',
    `Say which metric it reads: --of ${known[0] === undefined ? 'FILE.NAME' : spelled(known[0])}`,
  )
}

/** As test/queries/promql.test.ts writes it. */
function shownAs(name: string, { queries }: Definitions, file: string): string {
  const query = queries.find((each) => each.file === file && each.name === name)?.value
  if (!(query instanceof Query)) throw new Error(`${file} exports no query ${name}.`)
  const series = query.labels.length === 0 ? 'one series' : `one series per ${query.labels.join(', ')}`
  return `# ${name}: ${query.unit}, ${series}\n${print(query.expr)}\n`
}
