import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { edited, ofJob, reload } from './configuration.ts'
import type { Fault } from './fault.ts'
import { holds, type World, watchdogGoesOn } from './world.ts'

/** What goes wrong with the monitoring itself. */
export const monitoringFaults = (world: World) => {
  const { addresses, configuration, receiver } = world.stack
  const ofPrometheus = { job: 'prometheus', instance: addresses.prometheus }
  const ofAlertmanager = { job: 'alertmanager', instance: addresses.alertmanager }
  const broken = join(configuration, 'alerts', 'broken.yml')

  const failingRule: Fault = {
    name: 'A rule fails at evaluation',
    done: 'a rule is added that matches many series to many',
    start() {
      writeFileSync(broken, manyToMany)
      reload(world, 'prometheus')
    },
    lift() {
      rmSync(broken)
      reload(world, 'prometheus')
    },
    tells: [{ alert: 'PyBaseRuleEvaluationFailing', labels: { ...ofPrometheus, rule_group: `${broken};broken` } }],
    keeps: [watchdogGoesOn(world)],
  }

  const refusedByAlertmanager: Fault = {
    name: 'Alertmanager refuses its configuration',
    done: 'a broken alertmanager.yml and SIGHUP, while a critical alert of the same component fires',
    ...edited(world, 'alertmanager', 'alertmanager/alertmanager.yml', (text) => `${text}\nroute: [`),
    silenced: [{ alert: 'PyBaseConfigReloadFailed', labels: ofAlertmanager }],
  }

  const refusedByPrometheus: Fault = {
    name: 'Prometheus refuses its configuration',
    done: 'a broken prometheus.yml and SIGHUP',
    ...edited(world, 'prometheus', 'prometheus.yml', (text) => `${text}\nscrape_configs: {`),
    tells: [{ alert: 'PyBaseConfigReloadFailed', labels: ofPrometheus }],
    keeps: [{ what: 'it goes on with the configuration that it has', isSo: holds(world, 'up{job="prometheus"} == 1') }],
  }

  const lostTargets: Fault = {
    name: 'A job has no target left',
    done: 'the target of the job alertmanager is taken out of prometheus.yml',
    ...edited(world, 'prometheus', 'prometheus.yml', ofJob('alertmanager', { static_configs: [{ targets: [] }] })),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'alertmanager' } }],
  }

  const undelivered: Fault = {
    name: 'A receiver refuses what it is sent',
    done: "the dead man's switch answers 404",
    start: () => receiver.answer('watchdog', 404),
    lift: () => receiver.answer('watchdog', 200),
    tells: [{ alert: 'PyBaseDeliveryFailing', labels: { ...ofAlertmanager, integration: 'webhook' } }],
  }

  return { failingRule, refusedByAlertmanager, refusedByPrometheus, lostTargets, undelivered }
}

const manyToMany = `groups:
  - name: broken
    rules:
      - record: broken
        expr: up + on () up
`
