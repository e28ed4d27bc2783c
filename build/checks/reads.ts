import type { Model } from '../model/model.ts'
import { panelsOf } from '../model/model.ts'
import type { Expr } from '../promql/tree.ts'

/** Every expression that ends up in the output, and where it stands. */
export function expressions({ dashboards, groups }: Model): readonly { readonly where: string; readonly expr: Expr }[] {
  return [
    ...groups.flatMap(({ file, alerts, recordings }) => [
      ...recordings.map(({ name, computed }) => ({ where: `${file} › ${name}`, expr: computed })),
      ...alerts.flatMap(({ name, arms, diagnosis }) => [
        ...arms.map(({ when }) => ({ where: `${file} › ${name}`, expr: when.expr })),
        ...Object.entries(diagnosis).map(([question, { expr }]) => ({
          where: `${file} › ${name} › ${question}`,
          expr,
        })),
      ]),
    ]),
    ...dashboards.flatMap(({ file, rows, annotations }) => [
      ...annotations.map(({ name, expr }) => ({ where: `${file} › annotation ${name}`, expr })),
      ...rows.flatMap((row) =>
        panelsOf({ rows: [row] }).flatMap(({ title, targets }) =>
          targets.map(({ expr }) => ({ where: `${file} › ${row.title} › ${title}`, expr })),
        ),
      ),
    ]),
  ]
}
