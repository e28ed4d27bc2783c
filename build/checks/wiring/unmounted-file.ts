import { folderOf, isAbsolute, isWithin, join } from '../../documents/paths.ts'
import { textBelow } from '../../documents/values.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { type Service, serviceOf, servicesOf } from '../support/compose-services.ts'
import { deepest, hostPath } from '../support/mounts.ts'
import { fileOf, writtenTo } from '../support/output.ts'
import { alertsOf } from '../support/rules.ts'

/** A path in a container, the service that reads it, and the files on the host that it should find there. */
interface Reading {
  readonly service: Service | undefined
  readonly what: string
  readonly path: string
  readonly files: readonly string[]
}

export const unmountedFile: Check = {
  id: 'unmounted-file',
  severity: 'error',
  covers: ['I07', 'I09'],
  about:
    "What a container reads is mounted into it: the configuration that its command names, the rule files that the configuration names, the folder from which Grafana loads dashboards, and that folder holds the dashboards; the runbooks, where alerts link to them among Grafana's public files. A missing mount is no error for any of them: there are no rules, or no dashboards. Images that are built here may hold their files, and are believed.",
  run: (subject) => readings(subject).flatMap((reading) => missing(subject, reading)),
}

function readings(subject: Subject): readonly Reading[] {
  const { scraping, notification, provisioning, ruleFiles, dashboards } = subject
  const services = servicesOf(subject)
  const prometheus = serviceOf(services, 'prometheus')
  const alertmanager = serviceOf(services, 'alertmanager')
  const grafana = services.find(({ program }) => program.startsWith('grafana'))
  const config = configOf(prometheus) ?? '/etc/prometheus/prometheus.yml'
  return [
    ...(scraping === undefined
      ? []
      : [{ service: prometheus, what: 'Its configuration', path: config, files: filesOf(subject, 'scraping') }]),
    ...(scraping?.ruleFiles ?? []).map((pattern) => ({
      service: prometheus,
      what: `rule_files: ${pattern}`,
      path: folderOf(join(folderOf(config), pattern)),
      files: ruleFiles.map(({ file }) => file),
    })),
    ...(notification === undefined
      ? []
      : [
          {
            service: alertmanager,
            what: 'Its configuration',
            path: configOf(alertmanager) ?? '/etc/alertmanager/alertmanager.yml',
            files: filesOf(subject, 'notification'),
          },
        ]),
    ...(provisioning?.providers ?? []).map((provider) => ({
      service: grafana,
      what: `The provider ${String(provider.name)}`,
      path: textBelow(provider, 'options', 'path') ?? '',
      files: dashboards.map(({ file }) => file),
    })),
    ...(servesRunbooks(subject, grafana)
      ? [
          {
            service: grafana,
            what: 'The folder of the runbooks',
            path: '/usr/share/grafana/public/runbooks',
            files: [],
          },
        ]
      : []),
    ...(provisioning === undefined
      ? []
      : [
          {
            service: grafana,
            what: 'The provisioning',
            path: '/etc/grafana/provisioning',
            files: filesOf(subject, 'provisioning'),
          },
        ]),
  ]
}

/** Whether alerts send people to runbooks among the public files of this Grafana, whose image has none. */
function servesRunbooks(subject: Subject, grafana: Service | undefined): boolean {
  const root = grafana?.environment.GF_SERVER_ROOT_URL?.replace(/\/$/, '')
  if (root === undefined || !/^https?:/.test(root) || root.includes('$')) return false
  return alertsOf(subject).some(({ rule }) => rule.annotations.runbook_url?.startsWith(`${root}/public/runbooks/`))
}

const filesOf = (subject: Subject, part: Parameters<typeof fileOf>[1]): readonly string[] => {
  const file = fileOf(subject, part)
  return file === undefined ? [] : [file]
}

const configOf = (service: Service | undefined): string | undefined =>
  /--?config\.file[=\s](\S+)/.exec(service?.command.join(' ') ?? '')?.[1]

function missing(subject: Subject, { service, what, path, files }: Reading): readonly Finding[] {
  const { compose } = subject
  if (compose === undefined || service === undefined || service.isBuilt || path === '') return []
  const place = { file: compose.place.file, path: [...compose.place.path, service.name] }
  const mount = deepest(service, path)
  if (mount === undefined) {
    // Provisioning may be mounted in parts.
    if (service.mounts.some(({ target }) => isWithin(path, join('/', target)))) return []
    return [
      {
        place,
        what: `${what} is read from ${path} in the container of ${service.name}, and nothing is mounted there.`,
        next: `Mount the folder that holds it at ${path}, or correct the path.`,
      },
    ]
  }
  const folder = hostPath(folderOf(writtenTo(subject, compose.place.file)), mount, path)
  if (folder === undefined || files.length === 0) return []
  const paths = files.map((file) => join('.', writtenTo(subject, file)))
  if (paths.some((file) => isWithin(folder, file) || isAbsolute(file) !== isAbsolute(folder))) return []
  const [first = ''] = files
  return [
    {
      place,
      what: `${what} is read from ${path} in the container of ${service.name}, where ${mount.source} is mounted; ${writtenTo(subject, first)} is not in there.`,
      next: 'Mount the folder that holds the files.',
    },
  ]
}
