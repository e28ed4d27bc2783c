import { nearest } from '../nearest.ts'
import { type Demand, due, isPlain, isTrue, listOf, oneOf, optional, options, refuse } from './demands/demand.ts'
import { listed, nameIn } from './demands/shown.ts'

/** A way to tell people; the settings say where, below `notify`, and whether it is switched on. */
export type Channel = (typeof channels)[number]
export const channels = ['pagerduty', 'slack', 'email'] as const

/** How bad an alert is, and what comes of that. */
export interface Level {
  readonly type: 'severity'
  /** The value of the label `severity`: `page`. */
  readonly name: string
  /** Whether it wakes somebody. What does so silences what does not, within one component. */
  readonly pages: boolean
  /** How people are told; an empty list is for whoever looks. */
  readonly tells: readonly Channel[]
}

/**
 * `critical` wakes somebody, `warning` waits for the morning, `none` is for machines: the watchdog; or a severity of a project's
 * own, which `severity()` makes.
 */
export type Severity = 'critical' | 'warning' | 'none' | Level

/** What every project has, the worst first. */
const usual: Readonly<Record<Exclude<Severity, Level>, Level>> = {
  critical: { type: 'severity', name: 'critical', pages: true, tells: channels },
  warning: { type: 'severity', name: 'warning', pages: false, tells: ['slack', 'email'] },
  none: { type: 'severity', name: 'none', pages: false, tells: [] },
}

/** What it is called in, and what Alertmanager's receivers besides those of severities are called. */
const taken: readonly string[] = [...Object.keys(usual), 'watchdog', 'nobody']

/**
 * A severity of a project's own, such as `page` or `ticket`: alerts and jobs take it where they take `critical`. Without
 * `tells`, what pages tells on every channel and all else on Slack and by e-mail. Throws `Refused`.
 */
export function severity(
  name: string,
  about: { readonly pages?: true; readonly tells?: readonly Channel[] } = {},
): Level {
  refuse(`severity ${nameIn(name)}`, aName.faults(name, 'its name'), aboutLevel.faults(about, 'what follows the name'))
  const { pages = false, tells = (pages ? usual.critical : usual.warning).tells } = about
  return { type: 'severity', name, pages, tells }
}

const aName = due(
  'a word of your own, in small letters',
  (value) => typeof value === 'string' && /^[a-z][a-z0-9_-]*$/.test(value) && !taken.includes(value),
  (value) =>
    taken.includes(value as string)
      ? `'${value as string}' is there already.`
      : "Write it as it stands in the label: 'page'.",
)

const aboutLevel = options({
  pages: optional(isTrue),
  tells: optional(listOf(oneOf(channels))),
})

const isLevel = (value: unknown): value is Level => isPlain(value) && value.type === 'severity'

const oneAmong = (names: readonly string[]): Demand =>
  due(
    listed(names.map((name) => `'${name}'`)),
    (value) => isLevel(value) || names.includes(value as string),
    (value) => {
      const meant = typeof value === 'string' ? nearest(value, names) : undefined
      return meant === undefined
        ? "Choose one of them, or make one of your own: severity('page', { pages: true })."
        : `Did you mean '${meant}'?`
    },
  )

/** What an alert takes for its severity. */
export const aSeverity = oneAmong(Object.keys(usual))

/** How bad it is to lose something: nobody loses it for machines alone. */
export const aLoss = oneAmong(['critical', 'warning'])

/** What always fires, to prove that alerts arrive: who is told waits for it to fall silent. */
export const isForMachines = (name: string | undefined): boolean => name === 'none'

/** The whole of what an alert or a job was given. */
export const levelOf = (given: Severity): Level => (typeof given === 'string' ? usual[given] : given)

/** The usual severities where people are told. */
export const usualLevels: readonly Level[] = [usual.critical, usual.warning]
