import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Refused } from '../../build/problem.ts'
import { pybaseSettings } from '../../build/pybase/settings.ts'
import { defineStack } from '../../build/stack/define.ts'
import { overridesVariable } from '../../build/stack/overrides.ts'
import stack from '../../stack.ts'
import { put, temporaryFolder } from '../output/folder.ts'

test.each([
  ['is not YAML', 'retention: [\n', /^--stack \S+overrides\.yml: The file cannot be read: /],
  ['is not a mapping', '- retention\n', /^--stack \S+: The file holds \["retention"\], not a mapping\.$/],
  ['is empty', '', /^--stack \S+: The file holds .*, not a mapping/],
  ['has an invalid value', 'scrape: {interval: soon}\n', /› scrape\.interval: A duration is written like 15s.*"soon"/],
  [
    'has a release set with holes',
    'releases: {mine: {prometheus: 3.14.0, alertmanager: 0.34.0, grafana: null, cadvisor: null, redisExporter: 1.88.0}}\n',
    /^stack\.ts with \S+ › releases\.mine: The release set mine does not say the version of postgresExporter, nodeExporter\.$/,
  ],
  [
    'chooses a release set that is not there',
    'versions: newest\n',
    /› versions: There is no release set newest; there is pinned, debian12\.$/,
  ],
  [
    'routes to a receiver that is not there',
    "notify: {receivers: {payments: {slack: '#pay'}}, routes: [{labels: {team: a}, receiver: payment}]}\n",
    /› notify\.routes\.0\.receiver: A route leads to one of the receivers: payments; found "payment"\.$/,
  ],
  [
    'names a receiver like one that is made',
    "notify: {receivers: {critical: {slack: '#pay'}}}\n",
    /› notify\.receivers\.critical: A receiver of your own is not called critical, warning, watchdog, nobody/,
  ],
  [
    'has a receiver that hears nothing',
    'notify: {receivers: {payments: {}}}\n',
    /A receiver has slack, pagerduty or email/,
  ],
  ['has an unknown setting', 'retenton: 30d\n', /^stack\.ts with \S+: There is no setting retenton\.$/],
])('a file of settings that %s is refused', (_, text, message) => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', text)
  vi.stubEnv(overridesVariable, join(folder, 'overrides.yml'))
  try {
    expect(() => defineStack(stack, pybaseSettings)).toThrow(Refused)
    expect(() => defineStack(stack, pybaseSettings)).toThrow(message)
  } finally {
    vi.unstubAllEnvs()
  }
})
