import { type Model, objectivesOf } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { code, page, plain } from '../targets/markdown.ts'
import { objectiveTable } from '../targets/objectives.ts'

/** Every service level objective: what is promised, what fires when it is in danger, and what it cannot have. */
export const slosPage = ({ groups }: Model): Artifact =>
  page('slos', 'Service level objectives', 'alerts/*.ts', [
    'What users are promised, and the pairs of windows that watch it: a page where the budget burns fast, a ticket where it burns slowly. Where fewer failed than the last column says, there is too little to judge by and the alert stays silent.',
    ...groups.flatMap(({ name, file, alerts, recordings }) =>
      objectivesOf(alerts).flatMap((about) => [
        `## ${about.slo}`,
        `${plain(about.promise)} From ${code(file)}, rules in ${code(`alerts/${name}.yml`)}.`,
        objectiveTable(about),
        ...(about.leftOut.length === 0
          ? []
          : [`Left out:\n\n${about.leftOut.map((each) => `- ${plain(each)}`).join('\n')}`]),
        `Alerts: ${alerts.map((alert) => `[${alert.name}](../runbooks/${alert.name}.md)`).join(', ')}. Recorded: ${recordings.map((rule) => code(rule.name)).join(', ')}.`,
      ]),
    ),
  ])
