import type { Kept } from '../kept.ts'
import type { Model } from '../model/model.ts'
import type { Subject } from '../model/subject.ts'
import type { Artifact } from '../output/artifact.ts'
import { page } from '../targets/markdown.ts'
import { alertsPage } from './alerts.ts'
import { checksPage } from './checks.ts'
import { dashboardsPage } from './dashboards.ts'
import { drillsPage } from './drills.ts'
import { explainedPage } from './explained.ts'
import { faultsPage } from './faults.ts'
import { metricsPage } from './metrics.ts'
import { provenPage } from './proven.ts'
import { queriesPage } from './queries.ts'
import { checkSchema, settingsSchema } from './settings.ts'
import { slosPage } from './slos.ts'

/**
 * The reference: what is exposed, asked, alerted on and shown, for people who read rather than click. What was `kept` of an
 * alert is not worked out again.
 */
export const reference = (model: Model, subject: Subject, kept?: Kept): readonly Artifact[] => [
  page('README', 'Reference', 'the definitions', [
    [
      '- [Metrics](metrics.md): what is exposed, by whom, and who reads it',
      '- [Queries](queries.md): what is asked of the metrics',
      '- [Alerts](alerts.md): what wakes people, and when',
      '- [What sets each alert off](explained.md): and what just does not, played and drawn',
      '- [Service level objectives](slos.md): what users are promised, and what watches it',
      '- [Drills](drills.md): what goes wrong or only looks as if, who is told of it, and how soon',
      '- [Faults](faults.md): what was broken on real servers, and who told',
      '- [Proven](proven.md): what holds on which release, and what is unproven',
      '- [Dashboards](dashboards.md): what is shown',
      '- [Checks](checks.md): what the build refuses, by class of defects',
      '- [settings.schema.json](settings.schema.json): what a file of overrides may say, for editors',
      '- [monitoring-check.schema.json](monitoring-check.schema.json): what the settings of `check` may say, likewise',
    ].join('\n'),
  ]),
  metricsPage(model, subject),
  queriesPage(model),
  alertsPage(model),
  explainedPage(model, subject, kept),
  slosPage(model),
  drillsPage(model),
  faultsPage(model),
  provenPage(model),
  dashboardsPage(model),
  checksPage(),
  settingsSchema(model),
  checkSchema(),
]
