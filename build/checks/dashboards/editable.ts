import { below } from '../../documents/values.ts'
import type { Check } from '../check.ts'

export const editable: Check = {
  id: 'editable',
  severity: 'warning',
  covers: ['D07'],
  about:
    'A dashboard that is loaded from a file is not editable in Grafana: what somebody changes there is lost with the next version of the file, or drifts away from it. A provider with `allowUiUpdates` lets it happen all the same.',
  run: ({ dashboards, provisioning }) => [
    ...dashboards
      .filter(({ json }) => Object.keys(json).length > 0 && below(json, 'editable') !== false)
      .map(({ place, json }) => ({
        place,
        what: `"editable" is ${JSON.stringify(below(json, 'editable')) ?? 'not set'}: changes that people make in Grafana are lost with the next version of this file.`,
        next: 'Set "editable" to false, and change the file.',
      })),
    ...(provisioning?.providers ?? [])
      .filter((provider) => below(provider, 'allowUiUpdates') === true)
      .map((provider) => ({
        place: provisioning?.place ?? { file: 'provisioning', path: [] },
        what: `The provider "${String(below(provider, 'name'))}" has allowUiUpdates: true, so dashboards drift away from their files.`,
        next: 'Set allowUiUpdates to false.',
      })),
  ],
}
