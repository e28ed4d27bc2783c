import { dashboard, instancesOf, row, states, timeseries } from '@pybase/monitoring'
import { appDown } from '../alerts/liveness.ts'
import * as app from '../queries/app.ts'
import * as monitoring from '../queries/monitoring.ts'

export default dashboard(
  'Example / Overview',
  {
    uid: 'example-overview',
    asks: 'Does the application answer, and does it answer right?',
    tags: ['overview'],
    filters: [instancesOf(app.requests, 'instance', 'Instance')],
    annotations: [],
  },
  row('Users', [
    states('Instances', monitoring.appUp, 'Whether Prometheus reaches each instance.', { alert: appDown }),
    timeseries('Requests', app.requestRate.by('status'), 'Answers a second, by the class of their status.', {
      stacked: true,
    }),
    timeseries('Errors', app.serverErrorRatio, 'Share of answers that say the server failed.'),
  ]),
)
