import { folderOf } from '../../documents/paths.ts'
import type { Dashboard, Query, Rule } from '../../documents/views.ts'
import { type Place, placeText } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import { infer } from '../../promql/infer/infer.ts'
import type { Schema } from '../../promql/infer/schema.ts'
import { selectors } from '../../promql/rewrite.ts'
import { isSameMatcher } from '../../promql/same-matcher.ts'
import type { Expr, Matcher } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { comparisonOf } from '../support/comparisons.ts'
import { inferenceOf } from '../support/inference.ts'
import { textOf } from '../support/shape.ts'
import { mayBeOfTwoStacks } from '../support/stacks.ts'

interface Named {
  readonly place: Place
  readonly name: string
}

const inQueries = (file: string, name: string): Place => ({ file, path: [name] })

export const duplicateName: Check = {
  id: 'duplicate-name',
  severity: 'error',
  covers: ['D02', 'D04', 'N12'],
  about:
    'Two definitions may not share what others know them by: a dashboard its uid and title, an alert its name, a panel its key and id. Prometheus and Grafana take one of the two, and do not say which. Rules of one name that share out their series by a label that they keep, `code=~"4.."` and `code=~"5.."`, are no duplicates; nor, without a prometheus.yml, are those of two files in two folders side by side, or of one name, which are two stacks, or equal dashboards of two folders; nor are a file and the resource of Kubernetes that hands the same to an operator, nor rules of which nobody can know that their series have the same labels.',
  run: (subject) => {
    const { dashboards, ruleFiles, model } = subject
    const alertNames = repeated(
      'alert name',
      (model?.groups ?? []).flatMap(({ file, alerts }) =>
        alerts.map(({ name }) => ({ place: { file, path: [name] }, name })),
      ),
    )
    const panelKeys = (model?.dashboards ?? []).flatMap(({ file, rows }) =>
      repeated(
        'panel key',
        rows.flatMap((row) =>
          row.panels.map(({ key, title }) => ({ place: { file, path: [row.title, title] }, name: key })),
        ),
        'Give one of them a `key` of its own.',
      ),
    )
    const rules = [false, true].flatMap((isResource) =>
      repeatedRules(
        subject,
        ruleFiles
          .filter((file) => (file.isResource ?? false) === isResource)
          .flatMap(({ groups }) => groups.flatMap((group) => group.rules)),
      ),
    )
    const panelIds = dashboards.flatMap(({ panels }) =>
      repeated(
        'panel id',
        panels.flatMap(({ place, id }) => (id === undefined ? [] : [{ place, name: String(id) }])),
        'Give each panel an id of its own: links to a panel, and Grafana itself, know it by that.',
      ),
    )
    return [
      ...byForm(dashboards).flatMap((form) => takenNames(form, subject.scraping === undefined)),
      ...alertNames,
      ...elsewhere(rules, alertNames),
      ...repeated(
        'metric',
        (model?.metrics ?? []).map(({ file, name, value }) => ({ place: inQueries(file, name), name: value.name })),
      ),
      ...repeated(
        'job',
        (model?.jobs ?? []).map(({ name }) => ({ place: inQueries('queries/jobs.ts', name), name })),
      ),
      ...panelKeys,
      ...elsewhere(panelIds, panelKeys),
    ]
  },
}

/** One dashboard may be there in the classic form, in version 2 and as a resource, for three ways of handing it to Grafana. */
const byForm = (dashboards: readonly Dashboard[]): readonly (readonly Dashboard[])[] => [
  dashboards.filter(({ isV2, isResource }) => !isV2 && !isResource),
  dashboards.filter(({ isV2 }) => isV2),
  dashboards.filter(({ isV2, isResource }) => !isV2 && isResource),
]

/** What earlier dashboards have already of one's names. A copy has both of one, which is one mistake. */
function takenNames(dashboards: readonly Dashboard[], mayBeOthers: boolean): readonly Finding[] {
  const [byUid, byTitle] = [new Map<string, Dashboard>(), new Map<string, Dashboard>()]
  return dashboards.flatMap((dashboard) => {
    const { place, title } = dashboard
    // For one that has none Grafana makes a uid.
    const uid = dashboard.uid || undefined
    const sameUid = uid === undefined ? undefined : byUid.get(uid)
    const sameTitle = byTitle.get(title)
    if (uid !== undefined && sameUid === undefined) byUid.set(uid, dashboard)
    if (sameTitle === undefined) byTitle.set(title, dashboard)
    if (sameUid !== undefined && sameUid === sameTitle) {
      if (mayBeOthers && isSameElsewhere(sameUid, dashboard)) return []
      const what = `The dashboard uid "${uid}" and the title "${title}" are taken already, by ${placeText(sameUid.place)}.`
      return [{ place, what, next: 'Give one of them another uid and another title, or remove it.' }]
    }
    return [
      ...(sameUid ? [taken(place, `dashboard uid "${uid}"`, sameUid.place, 'Give one of them another uid.')] : []),
      ...(sameTitle ? [taken(place, `dashboard title "${title}"`, sameTitle.place, 'Rename one of them.')] : []),
    ]
  })
}

/** Whether one dashboard lies in two folders, as in a chart and in its docs: of such copies one is handed to Grafana. */
const isSameElsewhere = (one: Dashboard, other: Dashboard): boolean =>
  folderOf(one.file) !== folderOf(other.file) && JSON.stringify(one.json) === JSON.stringify(other.json)

/** Findings about other places than those told already: a rule's identity follows from its name, an id from its key. */
function elsewhere(findings: readonly Finding[], told: readonly Finding[]): readonly Finding[] {
  const places = new Set(told.map(({ place }) => placeText(place)))
  return findings.filter(({ place }) => !places.has(placeText(place)))
}

/** Others are compared with so many rules of one name: more are the copies of a template. */
const mostCompared = 20

/** Rules that are known by one name and the same labels, and whose series may have the same labels as well. */
function repeatedRules(subject: Subject, rules: readonly Rule[]): readonly Finding[] {
  const byText = new Map<string, Rule>()
  const byName = new Map<string, Rule[]>()
  return rules.flatMap((rule) => {
    const name = identity(rule)
    const text = `${name} ${textOf(rule.query.expr)}`
    const others = byName.get(name) ?? []
    const copied = byText.get(text)
    const alike = copied ?? others.find((other) => collide(subject, rule.query, other.query))
    const isOthers = alike !== undefined && mayBeOfTwoStacks(subject, alike.place.file, rule.place.file)
    const same = isOthers ? undefined : alike
    if (!byText.has(text)) byText.set(text, rule)
    if (same === undefined && others.length < mostCompared) byName.set(name, [...others, rule])
    return same === undefined ? [] : [taken(rule.place, `rule "${name}"`, same.place, 'Rename one of them.')]
  })
}

/** A rule is known by its name and its labels. */
function identity({ name, labels }: Rule): string {
  const told = Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${value}`)
  return `${name} {${told.join(', ')}}`
}

/** Whether two queries answer series of the same labels: nothing but certain labels is left of either. */
function collide(subject: Subject, a: Query, b: Query): boolean {
  const [ours, theirs] = [a, b].map((query) => inferenceOf(subject, query).value.labels.without(['__name__']))
  // What is written into a label may be another value for each of them.
  const isWritten = [a, b].some(({ expr }) => labelsWritten(expr).some((label) => ours?.isPossible(label)))
  const isCertain =
    !isWritten && ours?.open === false && theirs?.open === false && ours.toString() === theirs.toString()
  return (
    (isCertain || isLessSpecific(a.expr, b.expr) || isLessSpecific(b.expr, a.expr)) && !selectsOthers(a.expr, b.expr)
  )
}

/** The labels into which `label_replace` and `label_join` write. */
const labelsWritten = (expr: Expr): readonly string[] =>
  [...walk(expr)].flatMap((node) => {
    if (node.is !== 'call' || !['label_replace', 'label_join'].includes(node.fn)) return []
    const label = node.args[1]
    return label?.is === 'string' ? [label.value] : []
  })

/** Whether one compares the series of the other with a number, and all that it leaves out: `x > 1` and `x{a!="b"} > 2`. */
function isLessSpecific(a: Expr, b: Expr): boolean {
  const [ours, theirs] = [a, b].map((expr) => comparisonOf(expr)?.measured)
  if (ours?.is !== 'selector' || theirs?.is !== 'selector' || ours.metric === undefined) return false
  const has = (matcher: Matcher) => theirs.matchers.some((other) => isSameMatcher(matcher, other))
  return (
    ours.metric === theirs.metric &&
    ours.range === theirs.range &&
    ours.offset === theirs.offset &&
    ours.matchers.every(has)
  )
}

/**
 * Whether two queries each select by a label that their series keep, and never by the same matcher: `code=~"4.."` here,
 * `code=~"5.."` there. Their series then differ in that label.
 */
function selectsOthers(a: Expr, b: Expr): boolean {
  const [ours, theirs] = [a, b].map(matchersByLabel)
  return [...(ours ?? [])].some(([label, matchers]) => {
    const others = theirs?.get(label)
    const differs = others !== undefined && ![...matchers].some((matcher) => others.has(matcher))
    return differs && keeps(a, label) && keeps(b, label)
  })
}

function matchersByLabel(expr: Expr): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { label, op, value } of selectors(expr).flatMap(({ matchers }) => matchers))
    found.set(label, (found.get(label) ?? new Set()).add(`${op}${value}`))
  return found
}

const nothingKnown: Schema = { find: () => undefined, names: [] }
const keeps = (expr: Expr, label: string): boolean => infer(expr, nothingKnown).value.labels.isPossible(label)

function repeated(what: string, all: readonly Named[], next = 'Rename one of them.'): readonly Finding[] {
  const first = new Map<string, Place>()
  return all.flatMap(({ place, name }) => {
    const earlier = first.get(name)
    first.set(name, earlier ?? place)
    if (earlier === undefined) return []
    return [taken(place, `${what} "${name}"`, earlier, next)]
  })
}

const taken = (place: Place, what: string, earlier: Place, next: string): Finding => ({
  place,
  what: `The ${what} is taken already, by ${placeText(earlier)}.`,
  next,
})
