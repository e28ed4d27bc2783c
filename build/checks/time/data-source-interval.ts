import { textBelow } from '../../documents/values.ts'
import type { Check } from '../check.ts'
import { inWords, secondsOf } from '../support/windows.ts'

/** What Grafana takes where a data source does not say. */
const usual = '15s'

export const dataSourceInterval: Check = {
  id: 'data-source-interval',
  severity: 'error',
  covers: ['R01', 'R04'],
  about:
    'The interval of a Prometheus data source is that of the slowest scrape. Grafana computes $__rate_interval from it as four times the interval: where the data source says 15s and a job is scraped every minute, each window holds one sample, and every rate of that job is empty.',
  run: ({ provisioning, scraping }) =>
    (provisioning?.datasources ?? []).flatMap((source) => {
      const slowest = scraping?.jobs.toSorted((a, b) => b.interval - a.interval)[0]
      const written = textBelow(source, 'jsonData', 'timeInterval')
      const seconds = secondsOf(written ?? usual)
      if (source.type !== 'prometheus' || slowest === undefined || seconds === undefined) return []
      if (seconds >= slowest.interval) return []
      return [
        {
          place: { file: provisioning?.place.file ?? '', path: [`data source ${String(source.name)}`] },
          what: `The data source takes ${written ?? `${usual}, Grafana's own figure,`} for the scrape interval, and the job ${slowest.name} is scraped every ${inWords(slowest.interval)}.`,
          next: `Set jsonData.timeInterval to ${inWords(slowest.interval)}.`,
        },
      ]
    }),
}
