import type { Place } from '../findings/diagnostic.ts'
import type { Waiver } from '../findings/waivers.ts'
import { PromqlError } from '../promql/error.ts'
import { parse } from '../promql/parse.ts'
import type { Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import type { Cursor } from './cursor.ts'
import { isMetricsQl, type Left } from './left.ts'
import type {
  Compose,
  Dashboard,
  Fault,
  ManagedAlert,
  Monitor,
  Notification,
  Provisioning,
  Query,
  RuleFile,
  Scraping,
  UnparsedQuery,
  Workload,
} from './views.ts'

/** Panels of a dashboard, groups of a file, rules of a group, labels of a rule. */
const mostOfOne = 2_000
/** In letters; the longest that people write have some thousand. */
const longestQuery = 100_000
/** Matchers of a selector, or labels of a grouping. */
const mostLabels = 500

/** What was read so far. Readers add to it; nothing is ever taken away. */
export class Reading {
  readonly ruleFiles: RuleFile[] = []
  readonly dashboards: Dashboard[] = []
  readonly managed: ManagedAlert[] = []
  readonly scrapings: Scraping[] = []
  readonly alertmanager: Notification[] = []
  readonly compose: Compose[] = []
  readonly workloads: Workload[] = []
  readonly monitors: Monitor[] = []
  readonly routings: Notification[] = []
  readonly provisionings: Provisioning[] = []
  readonly unparsed: UnparsedQuery[] = []
  readonly faults: Fault[] = []
  readonly waivers: Waiver[] = []
  /** What rules record, whether or not their expression could be read. */
  readonly recorded = new Set<string>()

  /** What is recognized and left alone. */
  readonly left: Left = new Map()
  /** Files in the language of VictoriaMetrics, which knows all that Prometheus does and some more. */
  readonly metricsQl = new Set<string>()
  /** Dashboards inside manifests. */
  wrapped = 0
  /** Lists of groups without the mapping that a rule file is. */
  bare = 0

  /** Counts what is left alone; answers that it was one. */
  leave(what: string, count = 1): number {
    this.left.set(what, (this.left.get(what) ?? 0) + count)
    return 1
  }

  fault(check: Fault['check'], place: Place, what: string, next: string): void {
    this.faults.push({ check, place, what, next })
  }

  /** The first of many, and a fault when there are more than anybody means: checks compare each with each. */
  most<T>(of: Cursor, what: string, all: readonly T[]): readonly T[] {
    if (all.length > mostOfOne) {
      const told = `There are ${all.length} ${what} here, and only the first ${mostOfOne} were checked.`
      this.fault('unreadable-file', of.place([]), told, 'Put them into several files.')
    }
    return all.slice(0, mostOfOne)
  }

  /**
   * The query of a text; `undefined` for text that is no PromQL, which is remembered as such. In a dashboard a variable may
   * stand for anything, an operator too: where it is the variable that has no place, the text is left alone.
   */
  query(cursor: Cursor, path: readonly string[], isOfDashboard = false): Query | undefined {
    const place = cursor.place(path)
    const text = cursor.toldAt(place)
    if (text.length > longestQuery) {
      const what = `The query has ${text.length} letters, and at most ${longestQuery} are read.`
      this.fault('unreadable-file', place, what, 'Split it into recording rules; nothing in it was checked.')
      return undefined
    }
    try {
      const expr = parse(isOfDashboard && cursor.isInside ? unescaped(text) : text)
      if (!hasTooMany(expr)) return { place, text, expr }
      const what = `A selector or grouping of the query has more than ${mostLabels} labels.`
      this.fault('unreadable-file', place, what, 'Name fewer; nothing in the query was checked.')
      return undefined
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error
      // A variable may stand for any part of a query, such as the matchers between braces.
      const isVariable =
        /^\$\{?\w/.test(text.slice(error.from, error.from + 3)) ||
        /(?:\$\w+|\$\{[\w:]+\})\s?$/.test(text.slice(Math.max(0, error.from - 100), error.from))
      if (isOfDashboard && isVariable) return undefined
      if (isMetricsQl(text)) {
        this.leave('query of MetricsQL')
        this.metricsQl.add(place.file)
        return undefined
      }
      this.unparsed.push({ place, text, message: error.message, from: error.from, to: error.to })
      return undefined
    }
  }
}

/**
 * `$$name` in a manifest is how `$name` is written where something else, such as Flux, fills in `${…}` first. Every letter
 * keeps its place.
 */
const unescaped = (text: string): string => text.replace(/\$\$(?=[{A-Za-z_])/g, ' $')

const hasTooMany = (expr: Expr): boolean => {
  for (const node of walk(expr)) {
    const labels =
      node.is === 'selector' ? node.matchers : node.is === 'aggregation' ? node.grouping?.labels : undefined
    if ((labels?.length ?? 0) > mostLabels) return true
    if (node.is === 'binary' && (node.matching?.labels.length ?? 0) > mostLabels) return true
  }
  return false
}
