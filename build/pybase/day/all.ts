import type { Rows } from '../../data/row.ts'
import type { Model } from '../../model/model.ts'
import type { PybaseStack } from '../settings.ts'
import { application } from './application.ts'
import { extraction } from './extraction.ts'
import { host } from './host.ts'
import { http } from './http.ts'
import { monitoring } from './monitoring.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'

/** What is realistic for the metrics that we know, by name; the others behave as their declaration suggests. */
export const scenarioOf = (model: Model, { broker }: PybaseStack): Readonly<Record<string, Rows>> => ({
  ...http,
  ...extraction,
  ...application,
  ...postgres,
  ...redis(broker),
  ...host,
  ...monitoring(model),
})
