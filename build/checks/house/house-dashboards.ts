import { folderOf } from '../../documents/paths.ts'
import { below } from '../../documents/values.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Check } from '../check.ts'

export const houseDashboards: Check = {
  id: 'house-dashboards',
  severity: 'error',
  covers: [],
  isLocal: true,
  about:
    'Dashboards have the tags and variables that `house.dashboards` of monitoring-check.yml requires, and stand in one of its folders: that of Grafana where the file says it, or else that of the file. Without such settings it says nothing.',
  run: ({ house, dashboards }) => {
    const { tags = [], variables = [], folders } = house?.dashboards ?? {}
    return dashboards.flatMap((dashboard) => {
      const { place, json, variables: has } = dashboard
      const tagged = below(json, 'tags')
      const folder = dashboard.folder ?? folderOf(dashboard.file)
      const finding = (what: string, next: string) => ({ place, what, next })
      return [
        ...tags
          .filter((tag) => !Array.isArray(tagged) || !tagged.includes(tag))
          .map((tag) => finding(`The dashboard has no tag ${tag}.`, `Add "${tag}" to its tags.`)),
        ...variables
          .filter((name) => !has.some((variable) => variable.name === name))
          .map((name) => finding(`The dashboard has no variable ${name}.`, 'Add it, and let its queries follow it.')),
        ...(folders === undefined || folders.some((each) => compile(each).matches(folder) !== false)
          ? []
          : [
              finding(
                `The dashboard stands in the folder ${folder || '.'}, and allowed are ${folders.join(', ')}.`,
                'Move it.',
              ),
            ]),
      ]
    })
  },
}
