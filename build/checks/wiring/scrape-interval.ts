import type { Check } from '../check.ts'
import { inWords } from '../support/windows.ts'

/** How far back Prometheus looks for a sample, in seconds. */
const lookback = 300

export const scrapeInterval: Check = {
  id: 'scrape-interval',
  severity: 'error',
  covers: ['I06'],
  about:
    'Each job is scraped more often than Prometheus looks back for a sample, which is 5 minutes. Otherwise its series have gaps: graphs are dotted, and alerts are resolved and fire again with each scrape. A scrape may not take longer than its interval either.',
  run: ({ scraping }) =>
    (scraping?.jobs ?? []).flatMap(({ name, place, interval, timeout }) => {
      if (interval >= lookback) {
        return [
          {
            place,
            what: `The job ${name} is scraped every ${inWords(interval)}, and Prometheus forgets a sample after ${inWords(lookback)}.`,
            next: 'Scrape it every 2m or more often.',
          },
        ]
      }
      if (timeout <= interval) return []
      return [
        {
          place,
          what: `A scrape of the job ${name} may take ${inWords(timeout)}, and the next one begins after ${inWords(interval)}.`,
          next: 'Shorten scrape_timeout to the interval or less.',
        },
      ]
    }),
}
