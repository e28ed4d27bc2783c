import { basename } from 'node:path'
import { runChecks } from '../../checks/run.ts'
import { plan } from '../../data/plan.ts'
import { readDefinitions } from '../../definitions/read.ts'
import { parentTypes } from '../../definitions/types/parent.ts'
import { describe, Refused } from '../../findings/problem.ts'
import { render } from '../../findings/render.ts'
import { type Model, type PlacedDashboard, resolve } from '../../model/model.ts'
import { subjectOf } from '../../subject.ts'
import { dashboardJson } from '../../targets/grafana/dashboard.ts'
import { runbooks } from '../../targets/runbooks.ts'
import { wrongIn } from '../../wrong.ts'
import type { Compilation, Runbooks } from './compilation.ts'

/**
 * The entry of a process that compiles what the preview shows from the definitions in the folder that it is given, and
 * sends it to the process that started it: a process keeps the modules that it has loaded, so each build has its own.
 */
async function compile(root: string): Promise<Compilation> {
  const reading = await readDefinitions(root, parentTypes() ?? 'none')
  if (reading.definitions === undefined || reading.findings.length > 0)
    return { is: 'refused', problems: wrongIn(reading).map((error) => render(error)) }
  const model = resolve(reading.definitions)
  const errors = runChecks(subjectOf(model)).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { is: 'refused', problems: errors.map((error) => render(error)) }
  return {
    is: 'compiled',
    dashboards: [...model.dashboards.filter(isOverview), ...model.dashboards.filter((each) => !isOverview(each))].map(
      (dashboard) => ({
        uid: dashboard.uid,
        title: dashboard.title,
        definition: dashboard.file,
        json: dashboardJson(model.stack, dashboard),
      }),
    ),
    plan: plan(model),
    runbooks: runbooksOf(model),
  }
}

/** Their links to dashboards lead to this server, and who generated a runbook is no part of it. */
function runbooksOf(model: Model): Runbooks {
  const { urls } = model.stack
  const made = runbooks({ ...model, stack: { ...model.stack, urls: { ...urls, grafana: '' } } })
  const texts = made.map(({ path, text }) => [basename(path, '.md'), text.replace(/^<!--.*-->\n+/, '')])
  return { url: urls.runbooks, texts: Object.fromEntries(texts) }
}

/** Who asks for no dashboard wants this one. */
const isOverview = ({ tags }: PlacedDashboard): boolean => tags.includes('overview')

const [root = '.'] = process.argv.slice(2)
const compilation = await compile(root).catch((error: unknown): Compilation => {
  if (error instanceof Refused) return { is: 'refused', problems: error.problems.map(describe) }
  throw error
})
process.send?.(compilation, () => process.disconnect())
