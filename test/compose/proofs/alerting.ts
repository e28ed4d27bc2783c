import { eventually } from '../eventually.ts'
import { follow, run } from '../guide.ts'
import { unless } from '../prometheus.ts'
import type { Proof, Scene } from '../proof.ts'

const alert = 'PyBaseExtractionTaskTooSlow'

/** Alertmanager waits half a minute for others of the group; the proofs after this one go on meanwhile. */
export const alertFires: Proof = {
  what: "an extraction task of more than ten minutes raises its alert, and the guide's test of the notification is taken",
  body: async ({ folder, pybase }) => {
    pybase.extracted(1, 1)
    await follow(folder, 'amtool alert add')
    await run(folder, critical)
    await eventually(() => unless(`count(ALERTS{alertname="${alert}",alertstate="firing"})`, '1'))
    return `${alert}, PyBaseTest, PyBaseProof`
  },
}

// Of another component than the test of the guide, which it would silence.
const critical = `docker compose exec alertmanager amtool alert add PyBaseProof severity=critical component=host \\
  --annotation=summary=Proof --alertmanager.url=http://127.0.0.1:9093`

export const alertsArrive: Proof = {
  what: 'Slack receives the warnings, PagerDuty the critical alert: the address and the routing key are from the secrets',
  body: async ({ recorder, secrets }) => {
    await arrived(recorder, '/slack', 'A step extraction task')
    await arrived(recorder, '/slack', 'A test of the notification')
    await arrived(recorder, '/pagerduty', `"routing_key":"${secrets.pagerduty_routing_key}"`)
    return `${alert}, PyBaseTest, PyBaseProof`
  },
}

export const watchdogHeard: Proof = {
  what: "the dead man's switch hears from the watchdog",
  body: async ({ recorder }) => {
    await arrived(recorder, '/watchdog', '"alertname":"PyBaseWatchdog"')
    return 'PyBaseWatchdog'
  },
}

const arrived = (recorder: Scene['recorder'], path: string, words: string): Promise<void> =>
  eventually(() => {
    const bodies = recorder.received(path)
    if (bodies.some((body) => body.includes(words))) return undefined
    return `${path} has not received ${words}, but ${bodies.length === 0 ? 'nothing' : bodies.join('\n')}`
  })
