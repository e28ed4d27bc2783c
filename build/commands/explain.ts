import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from '../checks/run.ts'
import { alertsOf, type Evaluated, rulesOf } from '../checks/support/rules.ts'
import { readFiles } from '../documents/files.ts'
import { isLogQl } from '../documents/left.ts'
import type { AlertRule, Notification, UnparsedQuery } from '../documents/views.ts'
import { fired } from '../explain/course.ts'
import { coverageJunit, coverageOf, coverageText } from '../explain/coverage.ts'
import { type Explanation, explain, settingsFor, usualSettings } from '../explain/explain.ts'
import { expressionFile, expressionText } from '../explain/expression.ts'
import { plainRules } from '../explain/plain-rules.ts'
import { routesOf } from '../explain/routes.ts'
import { briefOf, textOf } from '../explain/text.ts'
import { printable } from '../findings/printable.ts'
import { describe, type Problem, Refused } from '../findings/problem.ts'
import { problemOf } from '../findings/render.ts'
import type { Scenario } from '../language/scenario.ts'
import type { Subject } from '../model/subject.ts'
import { nearest } from '../nearest.ts'
import { notificationOf, subjectOf } from './explain/subject.ts'
import { type Rules, writeTests } from './explain/written.ts'
import { projectRoot } from './paths.ts'

export interface ExplainOptions {
  /** A file and maybe an alert of it, or an alert of ours; with `coverage`, more of its files. */
  readonly operands: readonly string[]
  readonly expr: string | undefined
  readonly catalogs: readonly string[]
  /** The path of an `alertmanager.yml`. */
  readonly alertmanager: string | undefined
  readonly isTest: boolean
  /** Rule-test files whose coverage is told. */
  readonly coverage: readonly string[]
  readonly out: string | undefined
  readonly format: string | undefined
}

/** What alerts are explained of, and where their rules stand for promtool. */
interface Source {
  readonly subject: Subject
  readonly settings: typeof usualSettings
  readonly rules: (rule: AlertRule) => Rules
  readonly scenarios?: readonly Scenario[] | undefined
  /** The alert that is asked for; all without one. */
  readonly alert: string | undefined
  readonly shown: string
}

/** Explains alerts. Answers 1 where one can never fire, Prometheus refuses it, or a test lacks a story; throws `Refused`. */
export async function explainCommand(options: ExplainOptions): Promise<number> {
  refuseIdle(options)
  const source = await sourceOf(options)
  const { subject } = source
  const unread = unreadIn(source)
  const asked = askedOf(source, unread)
  for (const problem of unread) console.error(`${describe(problem)}\n`)
  if (options.coverage.length > 0) return covered(options, asked, subject)
  const notification = options.alertmanager === undefined ? undefined : notificationOf(options.alertmanager)
  // A bare expression has no label and no runbook that could be missed.
  const findings = runChecks(subject).filter(({ isOfQuery }) => options.expr === undefined || isOfQuery)
  const explanations = asked.map(({ rule, interval }) =>
    explain(rule, {
      subject,
      settings: settingsFor(source.settings, interval),
      findings,
      scenarios: source.scenarios ?? [],
    }),
  )
  if (options.isTest) {
    const [first] = explanations
    if (new Set(asked.map(({ rule }) => rule.place.file)).size > 1)
      throw wrong('The alerts stand in several files, and a test is for one.', 'Name one file.')
    return first === undefined ? 1 : writeTests(explanations, rulesOf(subject), source.rules(first.rule), options.out)
  }
  const isBrief = explanations.length > 1 && source.alert === undefined
  const texts = explanations.map((each) =>
    isBrief ? briefOf(each) : textOf(each, routed(each, subject, notification)),
  )
  console.log(texts.join(isBrief ? '\n\n' : `\n\n${'─'.repeat(60)}\n\n`))
  if (isBrief)
    console.log(`\n${explanations.length} alerts. Name one for its story: npm run explain -- ${source.shown} ALERT`)
  const isBad = explanations.some(({ verdict: { is } }) => is === 'never fires' || is === 'refused')
  return isBad || unread.length > 0 ? 1 : 0
}

function routed(explanation: Explanation, subject: Subject, notification: Notification | undefined) {
  if (notification === undefined) return undefined
  const [labels] = explanation.fires === undefined ? [] : fired(explanation.fires.course)
  return routesOf(explanation.rule, labels, subject, notification)
}

function covered(
  { coverage, operands, format }: ExplainOptions,
  asked: readonly Evaluated<AlertRule>[],
  subject: Subject,
) {
  const files = readFiles([...coverage, ...operands.slice(1).filter(isPath)])
  const [fault] = files.faults
  if (fault !== undefined) throw new Refused({ where: fault.place.file, what: fault.what, next: fault.next }, 2)
  const all = coverageOf(
    asked.map(({ rule }) => rule),
    files.texts,
    subject,
  )
  console.log(format === 'junit' ? coverageJunit(all) : coverageText(all).replace(/^.*$/gm, printable))
  return all.some(({ stories }) => stories.some(({ lacks }) => lacks !== undefined)) ? 1 : 0
}

const isPath = (word: string): boolean => /[/\\.]/.test(word) || existsSync(word)

async function sourceOf({ operands, expr, catalogs, coverage }: ExplainOptions): Promise<Source> {
  if (expr !== undefined) {
    const text = expressionText(expr)
    const subject = subjectOf([{ file: expressionFile, isNamed: true, text }], catalogs)
    return {
      subject,
      settings: usualSettings,
      rules: () => ({ text: `${text}\n` }),
      alert: undefined,
      shown: expressionFile,
    }
  }
  const [first = '', ...others] = operands
  const alert = (coverage.length > 0 ? others.filter((word) => !isPath(word)) : others)[0]
  if (!isPath(first)) {
    if (catalogs.length > 0) throw wrong('An alert of PyBase has a catalog already.', 'Leave --catalog out.')
    return ours(first)
  }
  const files = readFiles([first])
  const subject = subjectOf(files.texts, catalogs)
  const faults = [...(subject.faults ?? []), ...files.faults]
  if (subject.ruleFiles.length === 0)
    throw new Refused(
      faults.length > 0
        ? faults.map(({ place, what, next }) => ({
            where: place.position === undefined ? place.file : `${place.file}:${place.position.line}`,
            what,
            next,
          }))
        : {
            where: first,
            what: 'There is no rule in it.',
            next: 'Name a file with `groups:` of rules, or a PrometheusRule.',
          },
    )
  return {
    subject,
    settings: usualSettings,
    rules: (rule) => {
      const text = files.texts.find(({ file }) => file === rule.place.file)?.text ?? ''
      const plain = plainRules(text)
      return plain === undefined ? { file: rule.place.file } : { text: plain }
    },
    alert,
    shown: first,
  }
}

/** An alert of our own definitions. */
async function ours(alert: string): Promise<Source> {
  const [{ readDefinitions }, { resolve }, own] = await Promise.all([
    import('../definitions/read.ts'),
    import('../model/model.ts'),
    import('../subject.ts'),
  ])
  const { definitions, findings } = await readDefinitions(projectRoot(), 'none')
  if (definitions === undefined || findings.length > 0) throw new Refused(findings.map(problemOf))
  const model = resolve(definitions)
  return {
    subject: own.subjectOf(model),
    settings: model.stack,
    scenarios: model.groups.flatMap(({ alerts }) => alerts).find(({ name }) => name === alert)?.scenarios,
    rules: ({ place }) => {
      const group = model.groups.find(({ file }) => file === place.file)
      return { file: join(projectRoot(), 'out', 'alerts', `${group?.name}.yml`) }
    },
    alert,
    shown: '',
  }
}

/** What should be a query of the alerts that are asked for, and is none. */
const unreadIn = ({ subject, alert }: Source): readonly Problem[] =>
  (subject.unparsed ?? []).filter(({ place }) => alert === undefined || place.path.at(-1) === alert).map(unreadable)

function unreadable({ place, text, message }: UnparsedQuery): Problem {
  const isForLoki = isLogQl(text)
  return {
    where: printable(
      `${place.file}${place.position === undefined ? '' : `:${place.position.line}`} › ${place.path.join(' › ')}`,
    ),
    what: printable(
      isForLoki
        ? `This is LogQL, which Loki evaluates and no Prometheus: ${message}`
        : `This cannot be read as PromQL: ${message}`,
    ),
    next: isForLoki ? 'Name a rule of Prometheus.' : 'Correct the expression.',
  }
}

/** Whether there are rules of Loki, which are left alone. */
const hasLokiRules = ({ asides = [] }: Source['subject']): boolean => asides.some((each) => each.includes('Loki'))

function askedOf({ subject, alert, shown }: Source, unread: readonly Problem[]): readonly Evaluated<AlertRule>[] {
  const all = alertsOf(subject)
  const asked = alert === undefined ? all : all.filter(({ rule }) => rule.name === alert)
  if (asked.length > 0) return asked
  if (unread.length > 0) throw new Refused(unread)
  const where = printable(
    alert === undefined || shown === '' ? shown || 'command line › explain' : `${shown} › ${alert}`,
  )
  const recorded = rulesOf(subject).filter(({ rule }) => rule.kind === 'recording')
  if (alert !== undefined && recorded.some(({ rule }) => rule.name === alert))
    throw new Refused({
      where,
      what: 'This is a recording rule: it stores a value and fires nothing.',
      next: 'Name an alert that reads it.',
    })
  if (alert === undefined || all.length === 0)
    throw new Refused({
      where,
      what:
        recorded.length > 0
          ? 'It has recording rules only, which fire nothing.'
          : hasLokiRules(subject)
            ? 'This is LogQL, which Loki evaluates and no Prometheus.'
            : 'It has no rule.',
      next: 'Name a file with alerts.',
    })
  const names = [...new Set(all.map(({ rule }) => rule.name))]
  const meant = nearest(alert, names)
  throw new Refused(
    {
      where,
      what: printable(`There is no alert ${alert}${meant === undefined ? '' : `; did you mean ${meant}?`}`),
      next: printable(
        names.length > 12
          ? `There are ${names.length}, such as ${names.slice(0, 5).join(', ')}.`
          : `There are ${names.join(', ')}.`,
      ),
    },
    2,
  )
}

const wrong = (what: string, next: string) => new Refused({ where: 'command line › explain', what, next }, 2)

/** What is asked for together and makes no sense. */
function refuseIdle({ operands, expr, isTest, coverage, out, format, alertmanager }: ExplainOptions): void {
  if (expr === undefined && operands.length === 0)
    throw wrong('Nothing is named to explain.', "Name a rule file, an alert of PyBase, or --expr 'up == 0'.")
  if (expr !== undefined && operands.length > 0)
    throw wrong('--expr and a file contradict each other.', 'Leave one of them out.')
  if (operands.length > 2 && coverage.length === 0)
    throw wrong(`Unexpected argument ${printable(operands[2] ?? '')}.`, 'Name one file and one of its alerts.')
  if (out !== undefined && !isTest) throw wrong('--out is for --test.', 'Add --test, or leave --out out.')
  if (coverage.length > 0 && (isTest || alertmanager !== undefined || expr !== undefined))
    throw wrong('--coverage goes with a rule file alone.', 'Leave the others out.')
  if (format !== undefined && !(coverage.length > 0 ? ['text', 'junit'] : ['text']).includes(format))
    throw wrong(`There is no format ${printable(format)} of this.`, 'Formats: text; with --coverage also junit.')
}
