import * as z from 'zod'

/** The alerting rules of a generated file. */
export const ruleFile = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.preprocess(
        (rules) => (Array.isArray(rules) ? rules.filter((rule: object) => !('record' in rule)) : rules),
        z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.string(), component: z.string() }),
            annotations: z.record(z.string(), z.string()),
          }),
        ),
      ),
    }),
  ),
})
