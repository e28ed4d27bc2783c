import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import { expand } from '../../build/witness/template.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'

const values = [
  ...[0, 0.5, 1.5, 2.5, 3.5, -2.5, 1, -1, 1000, 1023.9, 1024, 999.95, 1001, 12_345.678, 1e6, 123_456_789],
  ...[
    0.1, 0.0999, 0.00012345, 0.00001, 1e-9, 1e-25, 0.30000000000000004, 59.99, 60, 61.5, 3599.9, 3600, 90_061.4, 86_400,
  ],
  ...[-0.02, -75.5, 0.918, 0.9999999, 5.1e-2, 536_870_912],
]
const texts = [
  ...['', '| humanize', '| humanize1024', '| humanizeDuration', '| humanizePercentage'],
  ...['| printf "%.0f"', '| printf "%.2f"'],
].map((pipe) => `{{ $value ${pipe} }}`)
const label = `a b/c?d=e&f+g~h'(i)*!ü`
const annotations = {
  ...Object.fromEntries(texts.map((text, at) => [`a${at}`, text])),
  label: '{{ $labels.x | urlquery }} {{ $labels.x }}',
}

testWith(['promtool'], 'numbers and labels are said as Prometheus says them', ({ promtool }) => {
  const folder = temporaryFolder()
  put(folder, 'rules.yml', stringify({ groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'm', annotations }] }] }))
  const tests = values.map((value) => ({
    interval: '1m',
    input_series: [{ series: `m{x=${JSON.stringify(label)}}`, values: String(value) }],
    alert_rule_test: [
      {
        eval_time: '0s',
        alertname: 'A',
        exp_alerts: [
          {
            exp_labels: { x: label },
            exp_annotations: Object.fromEntries(
              Object.entries(annotations).map(([name, text]) => [name, expand(text, { x: label }, value)]),
            ),
          },
        ],
      },
    ],
  }))
  put(folder, 'test.yml', stringify({ rule_files: ['rules.yml'], tests }))
  const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', 'test.yml'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect({ status, text: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, text: '' })
})
