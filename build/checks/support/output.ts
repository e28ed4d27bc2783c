import type { Subject } from '../../model/subject.ts'

/** The path at which what a definition says is written, inside `out/`; somebody's files are where they are. */
export function writtenTo({ model }: Pick<Subject, 'model'>, file: string): string {
  if (model === undefined) return file
  const [, folder, name] = /^(alerts|dashboards)\/(.*)\.ts$/.exec(file) ?? []
  if (folder === undefined || name === undefined) return file
  return folder === 'alerts' ? `alerts/${name}.yml` : `grafana-dashboards/${name}.json`
}

const written = {
  scraping: 'prometheus.yml',
  notification: 'alertmanager/alertmanager.yml',
  provisioning: 'provisioning/datasources/prometheus.yml',
} as const

/** The path of a whole configuration; `undefined` where it is not known. */
export const fileOf = (subject: Subject, part: keyof typeof written): string | undefined =>
  subject.model === undefined ? subject[part]?.place.file : written[part]
