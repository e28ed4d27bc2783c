import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
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
  [
    'sends to a tenant with a slash',
    'remoteWrite: [{name: mimir, url: http://mimir:9009/api/v1/push, tenant: team/a}]\n',
    /› remoteWrite\.0\.tenant: A tenant has letters, digits and ! - _ \. \* ' \( \), and no slash; found "team\/a"\.$/,
  ],
  [
    'has credentials in a URL',
    'remoteWrite: [{name: mimir, url: "http://me:secret@mimir:9009/push"}]\n',
    /› remoteWrite\.0\.url: A URL starts with http:\/\/ or https:\/\/ and has no credentials/,
  ],
  [
    'has one name twice',
    'remoteWrite: [{name: a, url: http://a/b}, {name: a, url: http://b/c}]\n',
    /› remoteWrite: Each has a name of its own/,
  ],
  [
    'keeps a size without a unit',
    'retentionSize: "50"\n',
    /› retentionSize: A size is written like 512MB, 50GB or 2TB/,
  ],
  [
    'has dashboards of no environment',
    'dashboards: named\n',
    /› dashboards: Dashboards that are named belong to an environment/,
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
