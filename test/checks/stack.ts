import type { Notification, Provisioning, RuleFile, Scraping } from '../../build/documents/views.ts'
import type { Subject } from '../../build/model/subject.ts'
import { alert, ours, subject } from './subject.ts'

const place = { file: 'docker-compose.yml', path: [] }

/** Somebody's compose file, and what else of a stack is known. */
export const composed = (
  services: Readonly<Record<string, object>>,
  { config = {}, ...rest }: Partial<Subject> & { readonly config?: object } = {},
): Subject => subject({ compose: { place, config: { services, ...config } }, ...rest })

/** A scrape configuration with one job that has these targets. */
export const scraping = (targets: readonly string[], rest: Partial<Scraping> = {}): Scraping | undefined =>
  ours.scraping && {
    ...ours.scraping,
    place: { file: 'prometheus.yml', path: [] },
    alertmanagers: [],
    jobs: ours.scraping.jobs.slice(0, 1).map((job) => ({ ...job, name: 'some', targets })),
    ...rest,
  }

export const alertmanager = (config: Readonly<Record<string, unknown>>): Notification => ({
  place: { file: 'alertmanager.yml', path: [] },
  config,
})

export const grafana = (rest: Partial<Provisioning>): Provisioning => ({
  place: { file: 'grafana/provisioning.yml', path: [] },
  datasources: [],
  providers: [],
  ...rest,
})

/** One file with an alert for each set of labels. */
export const alerting = (...all: readonly Readonly<Record<string, string>>[]): readonly RuleFile[] => [
  {
    file: 'rules.yml',
    groups: [
      {
        name: 'group',
        place: { file: 'rules.yml', path: [] },
        interval: undefined,
        rules: all.map((labels, at) => alert({ expr: 'sum(up) < 1', name: `Alert${at + 1}`, labels })),
      },
    ],
  },
]
