import type { ForeignMetric } from '../documents/exposition/metric.ts'
import type { AnyMetric } from '../language/metric.ts'
import { selectors } from '../promql/rewrite.ts'
import { boardText, type PanelCounts } from './boards.ts'
import { catalogOf, grownCatalog, widened } from './catalog.ts'
import type { DeclaredMetrics } from './declared.ts'
import { type Asked, guess, type Taken } from './guess.ts'
import { fileName } from './names.ts'
import { queriesOfDashboard, readBesides } from './panel-queries.ts'
import { type Level, Questions, queryName } from './questions.ts'
import type { Read, ReadDashboard } from './read.ts'
import type { ReadRules } from './read-rules.ts'
import { exprOfRule, mentionedBy, rulesText } from './rules.ts'

/** What is decided while the definitions are proven: queries that stay PromQL, and what is excused. */
export interface Decided {
  /** Names of series that the project has already: they are declared for these queries only. */
  readonly elsewhere: ReadonlySet<string>
  /** Files that the project has already. */
  readonly there: ReadonlySet<string>
  /** The catalog of an earlier import, to which this one adds. */
  readonly catalog: string | undefined
  /** What the project declares already: it is used, and not declared a second time. */
  readonly declared: DeclaredMetrics
  readonly rawOnly: ReadonlySet<string>
  /** By the file of definitions and then by place. */
  readonly waived: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, string>>>>
}

/** The definitions of an import, before they are written. */
export interface Definitions {
  /** The texts, by their paths below the project. */
  readonly files: ReadonlyMap<string, string>
  readonly levels: Readonly<Record<Level, number>>
  readonly questions: Questions
  /** Of each dashboard. */
  readonly panels: ReadonlyMap<ReadDashboard, PanelCounts>
  /** The files of definitions, by what each was made from. */
  readonly made: ReadonlyMap<ReadDashboard | ReadRules, string>
  /** The metrics whose types were guessed, and all. */
  readonly guessed: number
  /** The file that declares the metrics. */
  readonly catalog: string
  readonly metrics: number
}

/** Writes what was read as definitions. */
export function definitionsOf(
  read: Read,
  exposed: ReadonlyMap<string, ForeignMetric>,
  { rawOnly, waived, elsewhere, there, catalog: before, declared: known }: Decided,
): Definitions {
  const made = filesFor(read)
  const asked: Asked[] = []
  const recorded = new Set<string>()
  for (const { groups } of read.rules)
    for (const rule of groups.flatMap(({ rules }) => rules)) {
      const expr = exprOfRule(rule)
      if (expr === undefined) continue
      if (rule.kind === 'record') recorded.add(rule.name)
      asked.push({ expr, mentions: mentionedBy(rule) })
    }
  for (const dashboard of read.dashboards) asked.push(...queriesOfDashboard(dashboard), ...readBesides(dashboard))
  const catalogFile = before === undefined ? free('catalog', there) : earlierCatalog
  const all = guess(asked, recorded, exposed)
  const guessed = known.guessedIn(catalogFile)
  const labels = moreLabels(all, guessed)
  const declared = known.with(catalogFile, widenedBy(labels, guessed))
  const taken = all.filter(({ name }) => isLacking(name))
  const stored = new Set([...recorded, ...elsewhere])
  const waivers = waived.get(catalogFile) ?? new Map()
  const catalog =
    before === undefined ? catalogOf(taken, stored, waivers) : grownCatalog(before, { taken, labels }, stored, waivers)
  const questions = new Questions({ catalog, declared, recorded }, rawOnly, catalogFile)
  const queryFile = (file: string): string => stemOf(free(queryName(file), new Set([...there, catalogFile])))
  for (const rules of read.rules)
    for (const rule of rules.groups.flatMap((group) => group.rules)) {
      const expr = exprOfRule(rule)
      if (expr !== undefined) questions.ask(expr, rule.expr, queryFile(stemOf(made.get(rules))))
    }
  for (const dashboard of read.dashboards)
    for (const { expr, text } of queriesOfDashboard(dashboard))
      questions.ask(expr, text, queryFile(stemOf(made.get(dashboard))))

  const files = new Map<string, string>([
    ...(taken.length + labels.size === 0 ? [] : [[catalogFile, catalog.text] as const]),
    ...questions.texts(),
  ])
  const panels = new Map<ReadDashboard, PanelCounts>()
  for (const rules of read.rules) {
    const file = made.get(rules) ?? ''
    files.set(file, rulesText(rules, questions, waived.get(file) ?? new Map()))
  }
  for (const dashboard of read.dashboards) {
    const file = made.get(dashboard) ?? ''
    const { text, counts } = boardText(dashboard, questions, waived.get(file) ?? new Map())
    files.set(file, text)
    panels.set(dashboard, counts)
  }
  return {
    files,
    levels: questions.levels,
    questions,
    panels,
    made,
    guessed: taken.filter(({ isKnown, type }) => !isKnown && type !== 'stored').length,
    metrics: taken.length,
    catalog: catalogFile,
  }

  /** Whether some query asks for a metric in a way in which the project does not declare it. */
  function isLacking(name: string): boolean {
    return asked.some(({ expr }) =>
      selectors(expr).some(
        ({ metric = '', matchers }) =>
          (metric === name || parts.some((part) => metric === name + part)) &&
          (recorded.has(metric) || declared.find(metric, matchers) === undefined),
      ),
    )
  }
}

/** Where an import declares what it reads. */
export const earlierCatalog = 'queries/catalog.ts'

/** What queries say of guessed metrics besides what is declared of them, by the names of their constants. */
const moreLabels = (
  all: readonly Taken[],
  guessed: ReadonlyMap<string, AnyMetric>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...guessed].flatMap(([name, metric]) => {
      const said = all.filter((each) => each.name === metric.name).flatMap(({ labels }) => labels)
      const more = said.filter((label) => !(label in metric.declared) && label !== 'job' && label !== 'instance')
      return more.length === 0 ? [] : [[name, more] as const]
    }),
  )

const widenedBy = (
  labels: ReadonlyMap<string, readonly string[]>,
  guessed: ReadonlyMap<string, AnyMetric>,
): ReadonlyMap<string, AnyMetric> =>
  new Map(
    [...labels].flatMap(([name, more]) => {
      const metric = guessed.get(name)
      return metric === undefined ? [] : [[name, widened(metric, more)] as const]
    }),
  )

const parts = ['_bucket', '_count', '_sum'] as const

/** The path of a file of queries that is not there yet. */
function free(name: string, there: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) {
    const path = `queries/${name}${at === 1 ? '' : `-${at}`}.ts`
    if (!there.has(path)) return path
  }
}

const stemOf = (file = ''): string => file.replace(/^.*\//, '').replace(/\.ts$/, '')

/** A file of definitions for each dashboard and rule file, under the name that it had. */
function filesFor({ dashboards, rules }: Read): ReadonlyMap<ReadDashboard | ReadRules, string> {
  const found = new Map<ReadDashboard | ReadRules, string>()
  const taken = new Set<string>()
  const add = (folder: string, each: ReadDashboard | ReadRules, wishes: readonly string[]) => {
    const all = [...wishes, ...Array.from({ length: 10_000 }, (_, at) => `${wishes[0]}-${at + 2}`)]
    const name = all.map(fileName).find((wish) => !taken.has(`${folder}/${wish.toLowerCase()}`)) ?? 'unnamed'
    taken.add(`${folder}/${name.toLowerCase()}`)
    found.set(each, `${folder}/${name}.ts`)
  }
  for (const each of rules) add('alerts', each, [each.stem])
  for (const each of dashboards) {
    const inFolder = each.folder === '' ? [] : [`${each.folder.replaceAll('/', '-')}-${each.stem}`]
    add('dashboards', each, [each.stem, ...inFolder])
  }
  return found
}
