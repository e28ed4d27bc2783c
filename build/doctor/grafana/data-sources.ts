import { stable } from '../../diff/compare/fields.ts'
import { shown } from '../../diff/words.ts'
import { isObject, objectsBelow } from '../../documents/values.ts'
import { readYaml } from '../../documents/yaml.ts'
import type { Client } from '../client/client.ts'
import { printable } from '../client/printable.ts'
import { generated } from '../context.ts'
import type { Examination, Finding } from '../examination.ts'
import { dataSourceOf, grafanaOf, sourceHealthOf } from './api.ts'

const file = 'provisioning/datasources/prometheus.yml'

type Json = Readonly<Record<string, unknown>>

export const grafanaDataSources: Examination = {
  id: 'grafana-data-sources',
  question: 'Does it have the data sources, and do they answer?',
  needs: ['grafana-reachable'],
  async run(context) {
    const [document] = readYaml(generated(context, file))
    const meant = isObject(document?.value) ? objectsBelow(document.value, 'datasources') : []
    const findings = await Promise.all(meant.map((each) => findingsOf(grafanaOf(context), each)))
    return { facts: meant.map(({ uid }) => `uid ${uid}`), findings: findings.flat() }
  },
}

async function findingsOf(client: Client, meant: Json): Promise<readonly Finding[]> {
  const uid = String(meant.uid)
  const where = `Grafana › data source ${uid}`
  const there = await dataSourceOf(client, uid)
  if (there === undefined) {
    const what = `Grafana has no data source with the uid ${uid}, which every dashboard names: its panels stay empty.`
    return [{ severity: 'error', where, what, next: provision }]
  }
  return [...differences(where, there, meant), ...(await healthFindings(client, uid, where, there.type))]
}

/** Without these two, panels have no data; the others change how they are asked for. */
const vital = ['type', 'url']

/** What the API leaves out, or calls differently. */
const unasked = ['editable', 'jsonData', 'uid']

function differences(where: string, there: Json, meant: Json): readonly Finding[] {
  const inside = (value: Json): Json => (isObject(value.jsonData) ? value.jsonData : {})
  const fields = [
    ...Object.keys(meant)
      .filter((name) => !unasked.includes(name))
      .map((name) => ({ name, is: there[name], should: meant[name] })),
    ...Object.entries(inside(meant)).map(([name, should]) => ({ name, is: inside(there)[name], should })),
  ]
  return fields
    .filter(({ is, should }) => stable(is) !== stable(should))
    .map(({ name, is, should }) => ({
      severity: vital.includes(name) ? 'error' : 'warning',
      where,
      what: `Its ${name} is ${printable(shown(is))}, and generated is ${shown(should)}.`,
      next: provision,
    }))
}

const provision = `Bring the generated ${file} to Grafana's provisioning folder and restart Grafana.`

/** Alertmanager's plugin has no such question. */
async function healthFindings(client: Client, uid: string, where: string, type: string): Promise<readonly Finding[]> {
  if (type !== 'prometheus') return []
  const { status, message } = await sourceHealthOf(client, uid)
  if (status === 'OK') return []
  return [
    {
      severity: 'error',
      where,
      what: `Grafana cannot ask Prometheus through it: ${printable(message) || printable(status, 40)}.`,
      next: 'Look whether Prometheus runs, and whether its host name and port are right as seen from Grafana.',
    },
  ]
}
