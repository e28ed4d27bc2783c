import { connect } from '../../../build/doctor/client/connect.ts'
import { differences, undeclared } from '../../../build/doctor/contract/compare.ts'
import { type Expected, expectedOf } from '../../../build/doctor/contract/expected.ts'
import { recorded } from '../../../build/doctor/prometheus/metrics/families.ts'
import { readExposition } from '../../../build/documents/exposition/families.ts'
import { isOwn, type Job, targetOf } from '../../../build/language/job.ts'
import { seriesNames } from '../../../build/model/catalog.ts'
import type { Model } from '../../../build/model/model.ts'
import { Failed, type Phase } from '../phase.ts'
import { targets } from '../stack/addresses.ts'
import { generatedFor } from '../stack/generated.ts'
import { recordedNames, writtenDifferences } from './recorded.ts'

/**
 * Every metric of the catalog exists with the declared type, help, labels and buckets, in the exposition and in what
 * Prometheus has stored of it.
 */
export const contract: Phase = {
  name: 'contract: what the catalog declares is what is exposed',
  async run(stack) {
    const { model } = await generatedFor(stack.chosen)
    const byJob = await Promise.all(
      targets.flatMap((target) =>
        model.jobs
          .filter(({ name }) => name === target)
          .map((job) => contractOf(model, job, stack.addresses[target], stack.addresses.prometheus)),
      ),
    )
    const written = model.metrics.map(({ value }) => value).filter(({ jobs }) => jobs.length === 0)
    const byPrometheus = await Promise.all(written.map((each) => writtenDifferences(stack.addresses.prometheus, each)))
    const findings = [...byJob.flatMap((each) => each.findings), ...byPrometheus.flat()]
    if (findings.length > 0) throw new Failed(findings)
    return [...byJob.map(({ line }) => line), `Prometheus itself: ${written.map(({ name }) => name).join(', ')}`]
  },
}

async function contractOf(model: Model, job: Job, address: string, prometheus: string) {
  const expected = expectedOf(model, job)
  const url = `http://${address}${targetOf(model.stack, job).path}`
  const text = await expositionAt(url)
  if (text === undefined) return { findings: [`${job.name}: ${url} does not answer.`], line: '' }
  const exposition = readExposition(text)
  const recorded = await recordedNames(prometheus, job.name)
  const there = expected.filter(({ name, optional }) =>
    exposition.families.some((family) => family.name === name && (optional === undefined || family.series.size > 0)),
  )
  const notRecorded = model.metrics
    .map(({ value }) => value)
    .filter(({ name }) => there.some((each) => each.name === name))
    .flatMap(seriesNames)
    .filter((series) => !recorded.has(series))
    .map((series) => `${series} is exposed, and Prometheus has not recorded it.`)
  const found = [
    ...differences(exposition, expected).map(({ what }) => what),
    ...(await storedDifferences(prometheus, job, expected)),
    ...(isOwn(job) ? undeclared(exposition, expected) : []),
    ...notRecorded,
  ]
  return {
    findings: found.map((what) => `${job.name}: ${what}`),
    line: [
      `${job.name}: ${there.length} of ${expected.length} metrics${isOwn(job) ? ' and no other' : ''}`,
      ...expected
        .filter((metric) => !there.includes(metric))
        .map(({ name, optional }) => `without ${name}: ${optional}`),
    ].join(', '),
  }
}

/** As the doctor sees it. */
async function storedDifferences(address: string, job: Job, expected: readonly Expected[]): Promise<readonly string[]> {
  const client = connect({ insecure: false, environment: {} })('prometheus', `http://${address}`)
  const stored = await recorded(client, job.name, expected, new Set(['__name__', 'job', 'instance']))
  return differences(stored, expected).map(({ what }) => `stored: ${what}`)
}

const expositionAt = async (url: string): Promise<string | undefined> => {
  const response = await fetch(url).catch(() => undefined)
  return response?.ok ? response.text() : undefined
}
