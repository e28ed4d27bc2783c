import type { Model } from '../../build/model/model.ts'
import { alertRules } from '../../build/targets/rules.ts'
import { prove } from '../../build/witness/prove.ts'
import type { Witness } from '../../build/witness/witness.ts'

/** What shows the alerts of a model. Throws `Refused` for the first that cannot be shown. */
export const provenIn = (model: Model): readonly Witness[] =>
  model.groups.flatMap((group) => group.alerts.flatMap((alert) => prove(model, group, alert, alertRules(model, alert))))
