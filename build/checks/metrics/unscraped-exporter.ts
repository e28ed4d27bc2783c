import type { Check } from '../check.ts'
import { servicesOf } from '../support/compose-services.ts'

export const unscrapedExporter: Check = {
  id: 'unscraped-exporter',
  severity: 'error',
  covers: ['M03'],
  about:
    'An exporter that the compose file runs is scraped: it is there for nothing else, and a job that calls it by another name finds nobody. It is silent where targets are discovered.',
  run: (subject) => {
    const { compose, scraping } = subject
    // Without a job somebody else scrapes and sends.
    if (compose === undefined || scraping === undefined || scraping.jobs.length === 0) return []
    if (scraping.jobs.some(({ targetLabels }) => targetLabels === undefined)) return []
    const scraped = new Set(scraping.jobs.flatMap(({ targets }) => targets.map((target) => target.split(':')[0])))
    return servicesOf(subject)
      .filter(({ program, hosts }) => /exporter$|^cadvisor$/.test(program) && !hosts.some((host) => scraped.has(host)))
      .map(({ name }) => ({
        place: { file: compose.place.file, path: [...compose.place.path, name] },
        what: `${name} exposes metrics, and no job scrapes it.`,
        next: 'Add its address to the scrape configuration, or remove the service.',
      }))
  },
}
