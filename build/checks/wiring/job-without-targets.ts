import type { Check } from '../check.ts'

export const jobWithoutTargets: Check = {
  id: 'job-without-targets',
  severity: 'error',
  covers: ['I03', 'M03'],
  about:
    'A scrape job has targets, listed or discovered. Without any, Prometheus starts, scrapes nothing for the job, and has not even an `up` of 0 to alert on.',
  run: ({ scraping }) =>
    (scraping?.jobs ?? [])
      // Labels of discovered targets are not known.
      .filter(({ targets, targetLabels }) => targets.length === 0 && targetLabels !== undefined)
      .map(({ name, place }) => ({
        place,
        what: `The job ${name} lists no target and discovers none.`,
        next: 'Add a target below static_configs, or remove the job.',
      })),
}
