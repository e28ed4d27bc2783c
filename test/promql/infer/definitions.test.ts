import { expect, test } from 'vitest'
import { inferenceOf } from '../../../build/checks/support/inference.ts'
import { load } from '../../../build/model/load.ts'
import { resolve } from '../../../build/model/model.ts'
import { nameOf } from '../../../build/promql/infer/unit.ts'
import { checkTypes } from '../../../build/promql/types/check.ts'
import { subjectOf } from '../../../build/subject.ts'

const model = resolve(await load(process.cwd()))
const subject = subjectOf(model)

test('what is inferred of every query is what its types say, and Prometheus takes it', () => {
  for (const { file, name, value: query } of model.queries) {
    const { value } = inferenceOf(subject, { place: { file, path: [name] }, text: '', expr: query.expr })
    const unit = value.kind === 'state' ? 'state' : nameOf(value.unit)
    const labels = value.labels.may.filter((label) => label !== '__name__')
    expect({ name, unit, labels: labels.toSorted() }).toStrictEqual({
      name,
      unit: query.unit,
      labels: query.labels.toSorted(),
    })
    expect(checkTypes(query.expr, { version: '2.42' }), name).toStrictEqual([])
  }
})
