import { PromqlError } from '../../promql/error.ts'
import { parse } from '../../promql/parse.ts'
import type { Place } from '../diagnostic.ts'
import type {
  Compose,
  Dashboard,
  Fault,
  ManagedAlert,
  Notification,
  Provisioning,
  Query,
  RuleFile,
  Scraping,
  UnparsedQuery,
} from '../subject.ts'
import type { Waiver } from '../waivers.ts'
import type { Cursor } from './cursor.ts'

/** Panels of a dashboard, groups of a file, or rules of a group. */
const mostOfOne = 2_000

/** What was read so far. Readers add to it; nothing is ever taken away. */
export class Reading {
  readonly ruleFiles: RuleFile[] = []
  readonly dashboards: Dashboard[] = []
  readonly managed: ManagedAlert[] = []
  readonly scrapings: Scraping[] = []
  readonly alertmanager: Notification[] = []
  readonly compose: Compose[] = []
  readonly provisionings: Provisioning[] = []
  readonly unparsed: UnparsedQuery[] = []
  readonly faults: Fault[] = []
  readonly waivers: Waiver[] = []
  /** What rules record, whether or not their expression could be read. */
  readonly recorded = new Set<string>()

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
    try {
      return { place, text, expr: parse(text) }
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error
      const isVariable = /^\$\{?\w/.test(text.slice(error.from, error.from + 3))
      if (isOfDashboard && isVariable) return undefined
      this.unparsed.push({ place, text, message: error.message, from: error.from, to: error.to })
      return undefined
    }
  }
}
