import { type Canonical, canonical } from '../../../diff/promql/canonical.ts'
import { difference } from '../../../diff/promql/condition.ts'
import { printDuration } from '../../../promql/duration.ts'
import { printLine } from '../../../promql/print.ts'
import { printable } from '../../client/printable.ts'
import type { Examination, Finding } from '../../examination.ts'
import { type GeneratedRule, generatedRules } from './generated.ts'
import { type LoadedGroup, type LoadedRule, loadedGroups } from './loaded.ts'

export const rules: Examination = {
  id: 'rules',
  question: 'Are the rules that it evaluates the generated ones?',
  needs: ['reachable'],
  async run(context) {
    const groups = await loadedGroups(context.servers.prometheus)
    const generated = generatedRules(context)
    return { facts: [`${generated.length} rules compared`], findings: compare(groups, generated) }
  },
}

const bringThem = 'Bring the generated alerts/ to the server and reload: `docker compose exec prometheus kill -HUP 1`.'

function compare(groups: readonly LoadedGroup[], generated: readonly GeneratedRule[]): readonly Finding[] {
  if (groups.every(({ rules: these }) => these.length === 0))
    return [
      {
        severity: 'error',
        where: 'Prometheus › rules',
        what: `It evaluates no rule at all, and ${generated.length} are generated.`,
        next: 'Look whether `rule_files` leads to the generated alerts/: a pattern that matches no file is no error.',
      },
    ]
  // A name may stand for several rules, one for each component; the labels tell them apart.
  const left = new Set(groups.flatMap(({ name, rules: these }) => these.map((rule) => ({ group: name, rule }))))
  const findings = generated.flatMap((wanted) => {
    const alike = [...left].filter(({ group, rule }) => group === wanted.group && rule.name === wanted.name)
    const nearest = alike.toSorted((a, b) => differences(a.rule, wanted).length - differences(b.rule, wanted).length)[0]
    if (nearest === undefined) return [missing(wanted)]
    left.delete(nearest)
    return findingOf(wanted, differences(nearest.rule, wanted))
  })
  const ours = new Set(generated.map(({ group }) => group))
  return [...findings, ...[...left].filter(({ group }) => ours.has(group)).map(surplus)]
}

const placeOf = (group: string, name: string): string => `alerts/${group}.yml › ${name}`

const missing = ({ group, name }: GeneratedRule): Finding => ({
  severity: 'error',
  where: placeOf(group, name),
  what: 'The rule is generated, and Prometheus does not evaluate it.',
  next: bringThem,
})

const surplus = ({ group, rule }: { readonly group: string; readonly rule: LoadedRule }): Finding => ({
  severity: 'warning',
  where: placeOf(group, rule.name),
  what: 'Prometheus evaluates the rule, and it is not generated: it was edited there, or is of an older build.',
  next: `Take it into the definitions, or let it go: ${bringThem[0]?.toLowerCase()}${bringThem.slice(1)}`,
})

const findingOf = ({ group, name }: GeneratedRule, found: readonly string[]): readonly Finding[] =>
  found.length === 0
    ? []
    : [
        {
          severity: 'error',
          where: placeOf(group, name),
          what: `${found[0]}${found.length === 1 ? '' : ` There are ${found.length - 1} more differences.`}`,
          next: bringThem,
          ...(found.length > 1 && { details: found.slice(1) }),
        },
      ]

/** How a rule differs from the generated one, a sentence for each difference. */
function differences(found: LoadedRule, wanted: GeneratedRule): readonly string[] {
  return [
    ...query(canonical(found.query), canonical(wanted.query)),
    ...time('for', found.duration ?? 0, wanted.duration),
    // Servers of before 2.42 do not tell.
    ...(found.keepFiringFor === undefined ? [] : time('keep_firing_for', found.keepFiringFor, wanted.keepFiringFor)),
    ...entries('label', found.labels ?? {}, wanted.labels),
    ...entries('annotation', found.annotations ?? {}, wanted.annotations),
  ]
}

function query(found: Canonical, wanted: Canonical): readonly string[] {
  if (found.text === wanted.text) return []
  const differs = found.expr && wanted.expr && difference(found.expr, wanted.expr)
  if (differs?.is === 'threshold' || differs?.is === 'window')
    return [`Its ${differs.is} is ${differs.from}, and generated is ${differs.to}.`]
  return [`It asks \`${oneLine(found)}\`, and generated is \`${oneLine(wanted)}\`.`]
}

const oneLine = ({ expr, text }: Canonical): string => printable(expr === undefined ? text : printLine(expr), 400)

const time = (name: string, found: number, wanted: number): readonly string[] =>
  found === wanted
    ? []
    : [
        `Its \`${name}\` is ${printDuration(Math.round(found * 1000))}, and generated is ${printDuration(wanted * 1000)}.`,
      ]

type Texts = Readonly<Record<string, string>>

const entries = (kind: string, found: Texts, wanted: Texts): readonly string[] =>
  [...new Set([...Object.keys(wanted), ...Object.keys(found)])]
    .filter((name) => found[name] !== wanted[name])
    .map((name) => `Its ${kind} ${name} is ${quoted(found[name])}, and generated is ${quoted(wanted[name])}.`)

const quoted = (text: string | undefined): string => (text === undefined ? 'none' : `"${text}"`)
