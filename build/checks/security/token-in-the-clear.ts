import type { ScrapeJob } from '../../documents/views.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'

export const tokenInTheClear: Check = {
  id: 'token-in-the-clear',
  severity: 'warning',
  covers: ['S01'],
  about:
    'A job that sends credentials to an address outside the own network does so over https: in plain HTTP everybody on the way reads them, at every scrape. Names without a dot, such as services of a compose file, private and loopback addresses, and names that end in .internal, .local, .lan or .localhost are inside.',
  run: ({ scraping }) =>
    (scraping?.jobs ?? []).flatMap((job) => {
      const outside = job.hasCredentials && job.scheme !== 'https' ? job.targets.filter(isOutside) : []
      return outside.length === 0 ? [] : [{ place: job.place, ...said(job, outside) }]
    }),
}

const said = ({ name }: ScrapeJob, outside: readonly string[]) => ({
  what: `The job ${name} sends its token to ${listed(outside)} over plain HTTP, and that is no private address.`,
  next: 'Scrape it over https (`scheme: https`), or by an address of the own network.',
})

const inner =
  /^(?:[^.:]*|.*\.(?:internal|local|lan|localhost)|(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+)+|\[(?:::1|f[cde][^\]]*)\])$/

const isOutside = (target: string): boolean => !inner.test(target.replace(/:\d+$/, ''))
