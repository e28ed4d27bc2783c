import { expect, test } from 'vitest'
import { put, temporaryFolder } from '../output/folder.ts'
import { here } from './here.ts'

const prometheus =
  'global: { scrape_interval: 15s }\nrule_files: ["rules/*.yml"]\nscrape_configs:\n- job_name: JOB\n  static_configs: [{ targets: [a:1] }]\nalerting: { alertmanagers: [{ static_configs: [{ targets: [b:1] }] }] }\n'
const rules = (job: string) =>
  JSON.stringify({
    groups: [
      {
        name: 'g',
        rules: [
          { record: 'job:up:sum', expr: `sum by (job) (up{job="${job}"})` },
          { alert: 'JobDown', expr: `up{job="${job}"} == 0`, for: '5m', labels: { severity: 'critical' } },
        ],
      },
    ],
  })

const found = async (words: readonly string[], cwd: string) => {
  const { stdout } = await here(['check', '--no-catalog', '--format', 'json', ...words], { cwd })
  const { findings, note } = JSON.parse(stdout) as { findings: { check: string; file: string }[]; note?: string }
  return { note, told: (check: string) => findings.flatMap((each) => (each.check === check ? each.file : [])) }
}

test('two clusters with the same rules are no duplicates, and each is held against its own jobs', async () => {
  const folder = temporaryFolder()
  put(folder, 'north/prometheus.yml', prometheus.replace('JOB', 'shop'))
  put(folder, 'north/rules/a.yml', rules('shop'))
  put(folder, 'south/prometheus.yml', prometheus.replace('JOB', 'shop'))
  put(folder, 'south/rules/a.yml', rules('shop'))
  put(folder, 'east/conf/prometheus.yaml', prometheus.replace('JOB', 'store').replace('rules/*', '../rules/*'))
  put(folder, 'east/rules/a.yml', rules('shop'))
  const { note, told } = await found(['.'], folder)
  expect(told('duplicate-name')).toEqual([])
  expect(told('unknown-job')).toEqual(['east/rules/a.yml', 'east/rules/a.yml'])
  expect(told('alerting-wiring')).toEqual([])
  expect(note).toContain('The files are 3 stacks')
})

test('without configurations the folders that are named are stacks', async () => {
  const folder = temporaryFolder()
  for (const file of ['a/all.yml', 'a/b/north.yml']) put(folder, file, rules('shop'))
  expect((await found(['.'], folder)).told('duplicate-name')).toHaveLength(2)
  expect((await found(['.', '--scope', 'a', '--scope', 'a/b'], folder)).told('duplicate-name')).toEqual([])
})

test('the same rules in files of one name, or of folders side by side, are those of two stacks', async () => {
  const folder = temporaryFolder()
  for (const file of ['a/rules.yml', 'a/b/rules.yml', 'c/others.yml']) put(folder, file, rules('shop'))
  expect((await found(['.'], folder)).told('duplicate-name')).toEqual([])
})

test('a rule of one stack may read what another records', async () => {
  const folder = temporaryFolder()
  put(folder, 'a/prometheus.yml', prometheus.replace('JOB', 'shop'))
  put(folder, 'a/rules/a.yml', rules('shop'))
  put(folder, 'b/prometheus.yml', prometheus.replace('JOB', 'shop'))
  put(
    folder,
    'b/rules/b.yml',
    rules('shop').replace('job:up:sum', 'job:up:max').replace('up{job=\\"shop\\"} == 0', 'job:up:sum < 2'),
  )
  put(folder, 'm.prom', '# TYPE x gauge\nx 1\n')
  const { stdout } = await here(['check', '.', '--only-catalog', '--catalog', 'm.prom', '--format', 'json'], {
    cwd: folder,
  })
  expect(stdout).not.toContain('unknown-metric')
})
