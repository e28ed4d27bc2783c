import { compareAlertmanager } from '../../diff/compare/alertmanager.ts'
import { UnreadableText } from '../../documents/located.ts'
import { isObject } from '../../documents/values.ts'
import { readYaml } from '../../documents/yaml.ts'
import { printable } from '../client/printable.ts'
import { Unanswered } from '../client/unanswered.ts'
import { generated } from '../context.ts'
import type { Examination } from '../examination.ts'
import { projected } from './projection.ts'
import { alertmanagerOf } from './reachable.ts'
import { statusOf } from './status.ts'

const file = 'alertmanager/alertmanager.yml'

export const alertmanagerConfiguration: Examination = {
  id: 'alertmanager-configuration',
  question: 'Are its routes, receivers and inhibitions the generated ones?',
  needs: ['alertmanager-reachable'],
  async run(context) {
    const { config } = await statusOf(alertmanagerOf(context))
    const [running, meant] = [read(config.original), read(generated(context, file))]
    const changes = compareAlertmanager(file, meant, projected(running, meant))
    return {
      facts: [],
      findings: changes.map(({ weight, what }) => ({
        severity: weight === 'appearance' ? 'warning' : 'error',
        where: file,
        what: `Against the generated file, ${printable(what, 400)}.`,
        next: 'Bring the generated folder alertmanager/ to the server and reload: `docker compose exec alertmanager kill -HUP 1`.',
      })),
    }
  },
}

/** Throws `Unanswered` for text that is no configuration, since servers send it. */
function read(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = readYaml(text)[0]?.value
    if (isObject(value) && isObject(value.route)) return value
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
  }
  throw new Unanswered({
    what: `Alertmanager tells a configuration that cannot be read: "${printable(text, 60)}".`,
    next: 'Look whether the URL leads to Alertmanager itself.',
  })
}
