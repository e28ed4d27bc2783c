// A day on which nothing happens.

import { drill } from '../../build/language/drill.ts'
import { prometheusDown } from '../../build/language/touch.ts'

export const ordinaryDay = drill('Prometheus is restarted on an ordinary day', {
  lasts: '2h',
  happens: [prometheusDown({ until: '1m' })],
  quiet: true,
})
