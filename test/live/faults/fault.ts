import type { FaultOutcome, FiredAlert } from '../../../build/model/faults.ts'
import { until } from '../../support/until.ts'
import { Failed } from '../phase.ts'
import type { Expected, Firing } from './expected.ts'
import type { Observer } from './observer.ts'

/** Something that goes wrong, how it is made to, and who must tell. */
export interface Fault {
  readonly name: string
  /** What was done, in a few words. */
  readonly done: string
  start(): Promise<void> | void
  lift(): Promise<void> | void
  /** The alerts that people hear, and hear resolved after the fault is lifted. */
  readonly tells?: readonly Firing[]
  /** The alerts that nobody hears, since a critical one of the same component fires already. */
  readonly silenced?: readonly Firing[]
  /** What goes on as before. */
  readonly keeps?: readonly Kept[]
  /** Titles of alerts that follow from the fault on some runs only: `PyBaseApiErrorRateHigh (api)`. */
  readonly mayTell?: readonly string[]
}

export interface Kept {
  readonly what: string
  /** Asked again and again until it answers true; `since` is how many messages there were before the fault. */
  readonly isSo: (since: number) => Promise<boolean> | boolean
}

/** Runs faults, one inside another too, and records what came of them. */
export class Faults {
  readonly observer: Observer
  readonly outcomes: FaultOutcome[] = []
  readonly #active = new Set<Expected>()
  readonly #titles: Set<string>

  /** `titles` gets those of all messages that these faults may cause. */
  constructor(observer: Observer, titles: Set<string>) {
    this.observer = observer
    this.#titles = titles
  }

  /**
   * Starts faults at once, waits until all their alerts are told, then does what is to be done meanwhile, lifts them, and
   * waits until all is told as resolved. Throws `Failed`.
   */
  async run(faults: readonly Fault[], meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    const begun = faults.map((fault) => new Begun(fault, this.observer))
    for (const { tells, silenced, fault } of begun) {
      for (const each of [...tells, ...silenced]) this.#titles.add(titleOf(each))
      for (const title of fault.mayTell ?? []) this.#titles.add(title)
    }
    await Promise.all(begun.map((each) => each.start()))
    const inhibited = await Promise.all(begun.map((each) => this.#inhibitedBy(each)))
    for (const each of begun.flatMap(({ tells }) => tells)) this.#active.add(each)
    await meanwhile()
    await Promise.all(begun.map((each) => each.keep()))
    for (const each of begun.flatMap(({ tells }) => tells)) this.#active.delete(each)
    await Promise.all(begun.map((each) => each.lift()))
    for (const [at, each] of begun.entries()) this.outcomes.push(each.outcome(inhibited[at] ?? []))
  }

  /** The warnings of faults around this one that its critical alerts keep silent, since their component is the same. */
  async #inhibitedBy({ tells }: Begun): Promise<readonly Expected[]> {
    const critical = new Set(tells.filter(({ severity }) => severity === 'critical').map(({ component }) => component))
    const warnings = [...this.#active].filter(({ severity }) => severity === 'warning')
    const inhibited = warnings.filter(({ component }) => critical.has(component))
    await Promise.all(inhibited.map((each) => this.observer.inAlertmanager(each, true)))
    return inhibited
  }
}

/** A fault that has begun: what it must tell, and what was heard before it. */
class Begun {
  readonly fault: Fault
  readonly tells: readonly Expected[]
  readonly silenced: readonly Expected[]
  readonly #observer: Observer
  readonly #since: number

  constructor(fault: Fault, observer: Observer) {
    this.fault = fault
    this.#observer = observer
    this.#since = observer.now
    this.tells = (fault.tells ?? []).map(observer.expected)
    this.silenced = (fault.silenced ?? []).map(observer.expected)
  }

  async start(): Promise<void> {
    await this.fault.start()
    await Promise.all([
      ...this.tells.map((each) => this.#observer.heard(each, 'firing', this.#since)),
      ...this.tells.map((each) => this.#observer.inAlertmanager(each, false)),
      ...this.silenced.map((each) => this.#observer.inAlertmanager(each, true)),
    ])
  }

  async keep(): Promise<void> {
    for (const { what, isSo } of this.fault.keeps ?? []) {
      if (!(await until(() => isSo(this.#since), 60_000)))
        throw new Failed([`${this.fault.name}: lost is that ${what}`])
    }
  }

  async lift(): Promise<void> {
    const since = this.#observer.now
    await this.fault.lift()
    await Promise.all(this.tells.map((each) => this.#observer.heard(each, 'resolved', since)))
    const heard = this.silenced.filter((each) => this.#observer.hasHeard(each, 'firing', this.#since))
    if (heard.length > 0) throw new Failed(heard.map((each) => `${titleOf(each)} is told, although it is inhibited`))
  }

  outcome(inhibited: readonly Expected[]): FaultOutcome {
    return {
      fault: this.fault.name,
      done: this.fault.done,
      told: this.tells.map((each) => ({ ...alertOf(each), by: each.channels })),
      inhibited: [...inhibited, ...this.silenced].map(alertOf),
      kept: (this.fault.keeps ?? []).map(({ what }) => what),
    }
  }
}

const titleOf = ({ labels, component }: Expected): string => `${labels.alertname} (${component})`

/** Labels whose values are other ones in each run, or with each release. */
const ofThisRun = new Set([
  'instance',
  'collector',
  'device',
  'mountpoint',
  'alertmanager',
  'rule_group',
  'severity',
  'component',
])

function alertOf({ labels: { alertname = '', ...labels } }: Expected): FiredAlert {
  return {
    alert: alertname,
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !ofThisRun.has(name))),
  }
}
