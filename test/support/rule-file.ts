import * as z from 'zod'

/** A generated file of alerting rules. */
export const ruleFile = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.string(), component: z.string() }),
          annotations: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
})
