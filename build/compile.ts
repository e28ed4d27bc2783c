import { checks } from './checks/all.ts'
import { diagnose } from './checks/check.ts'
import { type Diagnostic, placeText } from './checks/diagnostic.ts'
import { load } from './model/load.ts'
import { type Model, panelsOf, resolve } from './model/model.ts'
import { expectedSeries } from './model/series.ts'
import { subjectOf } from './model/subject.ts'
import { type Problem, Refused } from './problem.ts'
import { alertmanager } from './targets/alertmanager.ts'
import type { Artifact } from './targets/artifact.ts'
import { compose } from './targets/compose.ts'
import { env } from './targets/env.ts'
import { grafanaDashboards } from './targets/grafana/dashboard.ts'
import { operatorReadme } from './targets/operator-readme.ts'
import { prometheus } from './targets/prometheus.ts'
import { provisioning } from './targets/provisioning.ts'
import { countRules, ruleFiles } from './targets/rules.ts'
import { runbooks } from './targets/runbooks.ts'

/** What a build makes, complete and in memory. */
export interface Compiled {
  readonly model: Model
  readonly artifacts: readonly Artifact[]
  /** What was made, in sentences for the terminal. */
  readonly summary: readonly string[]
  /** How many rules Prometheus must find. */
  readonly rules: number
}

/** Compiles the definitions below `root`. Throws `Refused` with every problem that was found. */
export async function compile(root: string): Promise<Compiled> {
  const model = resolve(await load(root))
  const subject = subjectOf(model)
  const problems = checks.flatMap((check) => diagnose(check, subject)).map(problemOf)
  if (problems.length > 0) throw new Refused(problems)
  return { model, artifacts: emit(model), summary: summarize(model), rules: countRules(model) }
}

const problemOf = ({ place, what, next }: Diagnostic): Problem => ({ where: placeText(place), what, next })

function emit(model: Model): readonly Artifact[] {
  const { stack, jobs } = model
  const series = expectedSeries(model.metrics.map(({ value }) => value))
  return [
    prometheus(stack, jobs),
    ...ruleFiles(model),
    ...grafanaDashboards(model),
    ...provisioning(stack),
    ...alertmanager(stack),
    compose(stack, jobs),
    env(),
    ...runbooks(model),
    operatorReadme(stack, jobs, series),
  ]
}

function summarize(model: Model): readonly string[] {
  const panels = model.dashboards.flatMap(panelsOf)
  const alerts = model.groups.flatMap((group) => group.alerts)
  return [
    `${model.metrics.length} metrics of ${model.jobs.length} jobs`,
    `${model.dashboards.length} dashboards with ${panels.length} panels`,
    `${alerts.length} alerts in ${countRules(model)} rules, each with a runbook`,
    ...model.leftOut.map((what) => `left out: ${what}`),
  ]
}
