import { type Note, toYaml } from '../documents/yaml-text.ts'
import type { Recorded, Rule, RuleFile } from '../language/imported.ts'
import type { Defined } from '../model/load.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { print } from '../promql/print.ts'

/** Imported dashboards as they were, in the folder that they were in. */
export const importedDashboards = ({ imported }: Model): readonly Artifact[] =>
  imported.boards.map((board) => ({
    path: ['grafana-dashboards', ...(board.value.folder?.split('/') ?? []), `${board.name}.json`].join('/'),
    text: `${JSON.stringify(board.value.json, null, 2)}\n`,
  }))

/** Imported rule files, with all groups that each had. */
export const importedRules = ({ imported }: Model): readonly Artifact[] =>
  imported.ruleFiles.map(({ file, name, value }: Defined<RuleFile>) => ({
    path: `alerts/${name}.yml`,
    text: toYaml(
      { groups: value.groups.map((group) => ({ name: group.name, ...group.about, rules: group.rules.map(ruleOf) })) },
      file,
      excusesIn(value),
    ),
  }))

/** How many rules Prometheus finds in them. */
export const countImported = ({ imported }: Pick<Model, 'imported'>): number =>
  imported.ruleFiles.reduce((all, { value }) => all + value.groups.reduce((sum, { rules }) => sum + rules.length, 0), 0)

const ruleOf = (rule: Rule | Recorded) =>
  rule.type === 'recorded'
    ? {
        record: rule.name,
        expr: print(rule.recording.computed),
        ...(Object.keys(rule.recording.marks).length > 0 && { labels: rule.recording.marks }),
      }
    : {
        alert: rule.name,
        expr: print(rule.expr),
        ...(rule.for !== undefined && { for: rule.for }),
        ...(rule.keepFiringFor !== undefined && { keep_firing_for: rule.keepFiringFor }),
        ...(Object.keys(rule.labels).length > 0 && { labels: rule.labels }),
        ...(Object.keys(rule.annotations).length > 0 && { annotations: rule.annotations }),
      }

/** What excuses a rule from a check, where anybody who checks the file looks for it. */
const excusesIn = ({ groups }: RuleFile): readonly Note[] =>
  groups.flatMap(({ rules }, group) =>
    rules.flatMap(({ waive }, at) => {
      const text = Object.entries(waive)
        .map(([check, reason]) => `check-ignore ${check}: ${reason}`)
        .join('\n')
      return text === '' ? [] : [{ at: ['groups', String(group), 'rules', String(at), 'expr'], text }]
    }),
  )
