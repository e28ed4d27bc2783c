import type { Dashboard } from '../dashboard.ts'
import { called, everything, visuals } from './naming.ts'

const wanted = `\${datasource}`

/** Every reference to a data source is the dashboard's variable, so that one file serves every Grafana. */
export const datasourceFindings = (dashboard: Dashboard): string[] => {
  const references: [string, string | undefined][] = [
    ...everything(dashboard)
      .filter((each) => each.datasource !== undefined || (each.type !== 'row' && each.type !== 'text'))
      .map((each): [string, string | undefined] => [called(each), each.datasource?.uid]),
    ...visuals(dashboard).flatMap((panel) =>
      (panel.targets ?? []).map(({ refId, datasource }): [string, string | undefined] => [
        `${called(panel)} target ${refId}`,
        datasource?.uid,
      ]),
    ),
    ...dashboard.templating.list.flatMap((each): [string, string][] =>
      each.type === 'query' ? [[`variable ${each.name}`, each.datasource.uid]] : [],
    ),
    ...dashboard.annotations.list.flatMap((each): [string, string][] =>
      each.builtIn === 1 ? [] : [[`annotation "${each.name}"`, each.datasource.uid]],
    ),
  ]
  return references
    .filter(([, uid]) => uid !== wanted)
    .map(([where, uid]) => `${where} has data source ${uid ?? 'none'} instead of ${wanted}`)
}
