import { expect, test } from 'vitest'
import { jobWithoutTargets } from '../../../build/checks/wiring/job-without-targets.ts'
import { scraping } from '../stack.ts'
import { subject, told } from '../subject.ts'

test('a job without targets', () => {
  expect(told(jobWithoutTargets, subject({ scraping: scraping([]) }))).toMatchInlineSnapshot(`
    "error  job-without-targets   queries/jobs.ts › pybase-api
      The job some lists no target and discovers none.
      Add a target below static_configs, or remove the job."
  `)
})

test('targets that are discovered, or listed', () => {
  const found = scraping([])
  const jobs = found?.jobs.map((job) => ({ ...job, targetLabels: undefined })) ?? []
  expect(told(jobWithoutTargets, subject({ scraping: found && { ...found, jobs } }))).toBe('')
  expect(told(jobWithoutTargets, subject({ scraping: scraping(['app:80']) }))).toBe('')
})
