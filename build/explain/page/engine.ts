import { runChecks } from '../../checks/run.ts'
import { alertsOf } from '../../checks/support/rules.ts'
import type { Diagnostic } from '../../findings/diagnostic.ts'
import { type Explanation, explain, settingsFor, usualSettings } from '../explain.ts'
import type { Happening } from '../happen.ts'
import type { Sandbox, Setting } from '../sandbox.ts'
import { emptiness } from './emptiness.ts'
import { type Known, notificationIn, type Read, readInput } from './input.ts'
import type { Choice, Explained, Input, Played } from './protocol.ts'
import { drawn, shownOf } from './shown.ts'
import { aboutFile, troubleOf } from './troubles.ts'

/** Explains what is pasted. It remembers the last input and alert: most questions are about the same. */
export class Engine {
  #input = ''
  #read: Read | undefined
  #findings: readonly Diagnostic[] = []
  #sandbox: Sandbox | undefined

  /** All that can be said of the alert with this key, or of the first. Never throws for what somebody pasted. */
  explain(input: Input, key: string | undefined): Explained {
    this.#sandbox = undefined
    const read = this.#reading(input)
    const { subject, pasted } = read
    const alerts = keyed(alertsOf(subject).map(({ rule, interval }) => ({ rule, interval })))
    const troubles = [...read.troubles, ...this.#findings.filter(aboutFile).map((each) => troubleOf(each, read))]
    const choices = alerts.map(({ key: own, rule }): Choice => ({ key: own, name: rule.name }))
    const chosen = alerts.find((each) => each.key === key) ?? alerts[0]
    if (chosen === undefined) return { choices, troubles: emptiness(read, troubles), alert: undefined }
    const { rule, interval } = chosen
    // A bare expression has no label and no runbook that could be missed.
    const findings = this.#findings.filter(
      (each) => !aboutFile(each) && (pasted.is === 'file' || pasted.is === 'rule' || each.isOfQuery),
    )
    const explanation = explain(rule, { subject, settings: settingsFor(usualSettings, interval), findings })
    const { notification, troubles: ofRoutes } = notificationIn(input.alertmanager)
    const known: Known = { read, notification, isAlone: alerts.length === 1 }
    this.#sandbox = sandboxIn(explanation)
    return {
      choices,
      troubles: [...troubles, ...ofRoutes],
      alert: shownOf(chosen.key, explanation, this.#sandbox, known),
    }
  }

  /** What the alert that was explained last makes of a setting. */
  play(setting: Setting, happenings: readonly Happening[]): Played {
    if (this.#sandbox === undefined) return { why: 'There is nothing to play with.' }
    const tried = this.#sandbox.play(setting, happenings)
    return 'why' in tried ? tried : drawn(tried.shown, tried.begins)
  }

  #reading(input: Input): Read {
    const text = JSON.stringify([input.rules, input.catalog])
    if (this.#read !== undefined && text === this.#input) return this.#read
    const read = readInput(input)
    this.#findings = runChecks(read.subject)
    this.#read = read
    this.#input = text
    return read
  }
}

const sandboxIn = ({ sandbox, fires, verdict }: Explanation): Sandbox | undefined =>
  sandbox !== undefined && (fires !== undefined || verdict.is === 'not shown') ? sandbox() : undefined

/** Alerts of one name are told apart by a number. */
function keyed<T extends { readonly rule: { readonly name: string } }>(all: readonly T[]) {
  const counts = new Map<string, number>()
  return all.map((each) => {
    const { name } = each.rule
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return { ...each, key: count === 1 ? name : `${name} (${count})` }
  })
}
