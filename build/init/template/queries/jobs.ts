// What Prometheus scrapes: one job each.

import { job } from '@pybase/monitoring'

export const app = job('app', {
  title: 'The application',
  component: 'app',
  whenDown: 'critical',
})

const jobs = [app] as const

// From here the types know which jobs and components there are.
declare module '@pybase/monitoring' {
  interface Register {
    readonly jobs: typeof jobs
  }
}

export default jobs
