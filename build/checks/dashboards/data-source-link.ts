import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'

export const dataSourceLink: Check = {
  id: 'data-source-link',
  severity: 'error',
  covers: ['D05', 'D12'],
  about:
    'A data source that something refers to by its uid is provisioned: the Alertmanager of a Prometheus data source, and the one with which the picker of a dashboard begins. Otherwise the link to the alerts, or every panel until the reader picks another, is empty. It is silent where a provisioned data source has no uid of its own.',
  run: (subject) => [...alertmanagers(subject), ...pickers(subject)],
}

/** The uids that are provisioned; `undefined` where one of them is left to Grafana. */
function uidsOf({ provisioning }: Subject): readonly string[] | undefined {
  const uids = provisioning?.datasources.map((source) => textBelow(source, 'uid'))
  return uids === undefined || uids.length === 0 || uids.includes(undefined)
    ? undefined
    : uids.flatMap((uid) => uid ?? [])
}

function alertmanagers(subject: Subject): readonly Finding[] {
  const uids = uidsOf(subject)
  return (subject.provisioning?.datasources ?? []).flatMap((source) => {
    const uid = textBelow(source, 'jsonData', 'alertmanagerUid')
    if (uid === undefined || uids === undefined || uids.includes(uid)) return []
    return [
      {
        place: { file: subject.provisioning?.place.file ?? '', path: [`data source ${String(source.name)}`] },
        what: `alertmanagerUid is ${uid}, and no data source has this uid; there is ${listed(uids)}.`,
        next: 'Write the uid of the Alertmanager.',
      },
    ]
  })
}

function pickers(subject: Subject): readonly Finding[] {
  const uids = uidsOf(subject)
  if (uids === undefined) return []
  const known = [...uids, ...(subject.provisioning?.datasources ?? []).map(({ name }) => String(name))]
  return subject.dashboards.flatMap(({ place, json }) =>
    objectsBelow(json, 'templating', 'list').flatMap((variable) => {
      const uid = textBelow(variable, 'current', 'value') ?? ''
      const isOpen = uid === '' || uid === 'default' || uid.startsWith('$')
      if (variable.type !== 'datasource' || isOpen || known.includes(uid)) return []
      return [
        {
          place,
          what: `The variable ${String(variable.name)} begins with the data source ${uid}, which is not provisioned; there is ${listed(uids)}.`,
          next: 'Write the uid of a data source that is provisioned.',
        },
      ]
    }),
  )
}
