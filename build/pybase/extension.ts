import type { Extension } from '../extension.ts'
import { scenarioOf } from './day/all.ts'
import { redisLimit } from './doctor/redis-limit.ts'
import { statementSecrets } from './doctor/statement-secrets.ts'
import { guide } from './guide.ts'
import { instrumentation } from './instrumentation.ts'
import { pybaseSettings, stackOf } from './settings.ts'

/** What only PyBase has: its instrumentation, the guide of its operators, and how its day goes. */
export const pybase: Extension = {
  settings: pybaseSettings,
  artifacts: (model, series) => [...instrumentation(model), guide(stackOf(model), model.jobs, series)],
  day: (model) => scenarioOf(model, stackOf(model)),
  examinations: [redisLimit, statementSecrets],
}
