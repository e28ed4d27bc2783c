import { type DateTime, dateMath, dateTime, dateTimeForTimeZone, type TimeRange } from '@grafana/data'

/** What the page shows, all of it in its address: an address that is sent to a colleague shows the same. */
export interface View {
  readonly uid: string | undefined
  /** The alert whose runbook is shown instead of a dashboard. */
  readonly runbook?: string | undefined
  /** As in Grafana's addresses: `now-1h`, or Unix milliseconds. */
  readonly from: string | undefined
  readonly to: string | undefined
  /** How often the panels ask again: `30s`; empty for never. */
  readonly refresh: string | undefined
  /** What is chosen of each variable, by its name. */
  readonly variables: Readonly<Record<string, readonly string[]>>
  /** Without it, the system decides. */
  readonly theme: 'dark' | 'light' | undefined
  /** A panel that is shown alone, by its id. */
  readonly panel: number | undefined
  /** `kiosk`: only the dashboard; `solo`: only its panel. */
  readonly frame: 'page' | 'kiosk' | 'solo'
}

/** Reads the address. What it does not say, the dashboard decides. */
export function readView({ pathname, search }: Pick<Location, 'pathname' | 'search'>): View {
  const query = new URLSearchParams(search)
  const [, kind, uid] = /^\/(d|d-solo)\/([^/]+)/.exec(pathname) ?? []
  const [, runbook] = /^\/runbooks\/([^/]+)$/.exec(pathname) ?? []
  const panel = Number(query.get(kind === 'd-solo' ? 'panelId' : 'viewPanel')?.replace(/^panel-/, '') ?? Number.NaN)
  return {
    uid: uid === undefined ? undefined : decoded(uid),
    ...(runbook !== undefined && { runbook: decoded(runbook) }),
    from: query.get('from') ?? undefined,
    to: query.get('to') ?? undefined,
    refresh: query.get('refresh') ?? undefined,
    variables: variablesIn(query),
    theme: themeIn(query),
    panel: Number.isInteger(panel) && panel > 0 ? panel : undefined,
    frame: kind === 'd-solo' ? 'solo' : query.has('kiosk') ? 'kiosk' : 'page',
  }
}

/** A uid as the address has it; what is no escape, as somebody may have typed it, stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The address of a view, its path and query; the inverse of `readView`. */
export function addressOf({ uid, runbook, from, to, refresh, variables, theme, panel, frame }: View): string {
  const query = new URLSearchParams()
  const add = (name: string, value: string | undefined) => value !== undefined && query.append(name, value)
  add('from', from)
  add('to', to)
  add('refresh', refresh)
  for (const [name, values] of Object.entries(variables)) for (const value of values) add(`var-${name}`, value)
  add('theme', theme)
  add(frame === 'solo' ? 'panelId' : 'viewPanel', panel === undefined ? undefined : String(panel))
  if (frame === 'kiosk') add('kiosk', '1')
  const path =
    runbook !== undefined
      ? `/runbooks/${encodeURIComponent(runbook)}`
      : uid === undefined
        ? '/'
        : `/${frame === 'solo' ? 'd-solo' : 'd'}/${encodeURIComponent(uid)}`
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

function themeIn(query: URLSearchParams): View['theme'] {
  const theme = query.get('theme')
  return theme === 'dark' || theme === 'light' ? theme : undefined
}

function variablesIn(query: URLSearchParams): View['variables'] {
  const names = [...query.keys()].filter((key) => key.startsWith('var-')).map((key) => key.slice('var-'.length))
  return Object.fromEntries([...new Set(names)].map((name) => [name, query.getAll(`var-${name}`)]))
}

/**
 * The moments that `from` and `to` mean at `now`, in Unix milliseconds; the last hour where they mean none. In which time
 * zone decides when a day begins: `browser`, `utc`, or a name such as `Europe/Berlin`.
 */
export function timeRangeOf(from: string, to: string, now: number, timeZone: string): TimeRange {
  const start = momentOf(from, now, timeZone, false)
  const end = momentOf(to, now, timeZone, true)
  if (start === undefined || end === undefined || !start.isBefore(end)) {
    return timeRangeOf('now-1h', 'now', now, timeZone)
  }
  return { from: start, to: end, raw: { from: rawOf(from, start), to: rawOf(to, end) } }
}

function momentOf(text: string, now: number, timeZone: string, roundUp: boolean): DateTime | undefined {
  const present = dateTimeForTimeZone(timeZone, now)
  const moment = text.startsWith('now')
    ? text === 'now'
      ? present
      : dateMath.parseDateMath(text.slice('now'.length), present, roundUp)
    : absolute(text, timeZone)
  return moment?.isValid() ? moment : undefined
}

/** Unix milliseconds or ISO 8601; what else a date might be, each browser decides differently. */
function absolute(text: string, timeZone: string): DateTime | undefined {
  if (/^\d+$/.test(text)) return dateTime(Number(text))
  return /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text)
    ? dateTimeForTimeZone(timeZone, text)
    : undefined
}

// The picker shows a relative range by its name, and an absolute one by its moments.
const rawOf = (text: string, moment: DateTime): string | DateTime => (text.startsWith('now') ? text : moment)
