import { readFileSync } from 'node:fs'
import { isDeployed, type Job, targetOf } from '../language/job.ts'
import { type Artifact, generatedFrom } from '../output/artifact.ts'
import { parseDuration } from '../promql/duration.ts'
import { releasesOf } from '../stack/releases.ts'
import { servers as allServers, endpoint, endpointOf } from '../targets/compose/endpoint.ts'
import { image } from '../targets/compose/images.ts'
import { overrideFile, secretsFolder } from '../targets/compose/secrets.ts'
import { serversOf } from '../targets/compose/servers.ts'
import { composed, isComposed, secretsOf } from '../targets/compose/services.ts'
import { uids } from '../targets/compose/uids.ts'
import { keepsData } from '../targets/compose.ts'
import { fill } from '../targets/fill.ts'
import { v2Folder } from '../targets/grafana/v2.ts'
import { runbooksOf } from '../targets/links.ts'
import type { PybaseStack } from './settings.ts'

const template = readFileSync(new URL('./guide.md', import.meta.url), 'utf8')
const bytesPerSample = 2
const ofV2 =
  "The same dashboards in version 2 of Grafana's schema: for its API, Git Sync and the operator, and not for files that it loads"
/** Outside PyBase's repository, as the secrets are. */
const backups = '../../pybase-backup'

/**
 * `README.md` of the generated folder: how to run the stack.
 * `series` is the number of time series that the catalog expects, from which the disk space is estimated.
 */
export function guide(stack: PybaseStack, jobs: readonly Job[], series: number): Artifact {
  const scraped = jobs.filter((job) => isDeployed(stack, job))
  const day = parseDuration('1d')
  const samplesADay = Math.round(day / parseDuration(stack.scrape.interval))
  const days = parseDuration(stack.retention) / day
  const { postgres } = stack.compose
  const redis = redisExporter(stack, jobs)
  const values = {
    generated: generatedFrom('build/pybase/guide.md'),
    targets: table(
      ['Job', 'What it is', 'Address'],
      scraped.map((job) => {
        const { address, path, scheme } = targetOf(stack, job)
        return [`\`${job.name}\``, job.title, `\`${scheme}://${address}${path}\``]
      }),
    ),
    secrets: inListItem(
      table(
        ['File', 'Must be readable by uid', 'What it holds'],
        secretsOf(stack, jobs).map(({ name, uid, what }) => [`\`${name}\``, String(uid), what]),
      ),
    ),
    secretCommands: inListItem(
      secretsOf(stack, jobs)
        .map(({ name, uid }) => `ask ${name} ${uid}`)
        .join('\n'),
    ),
    dashboardsV2: stack.dashboardsV2 ? `\n| \`${v2Folder}/\` | ${ofV2} |` : '',
    notification: notification(stack),
    watchdog: watchdog(stack),
    servers: servers(stack),
    backups,
    images: images(stack, jobs),
    volumes: composed(stack, jobs)
      .filter(keepsData)
      .map(({ called }) => called)
      .join(' '),
    prometheus: endpoint(stack, 'prometheus').host,
    alertmanager: endpoint(stack, 'alertmanager').host,
    alertmanagerInnerPort: endpoint(stack, 'alertmanager').port,
    grafana: endpoint(stack, 'grafana').host,
    redisExporter: redis.host,
    prometheusUid: String(uids.prometheus),
    alertmanagerUid: String(uids.alertmanager),
    grafanaUid: String(uids.grafana),
    redisUid: redis.uid,
    redis: stack.compose.redis,
    runbooks: runbooks(stack),
    runbooksLogin: runbooksOf(stack) === 'grafana' ? `\n${runbooksLogin}` : '',
    metricsPath: stack.targets['pybase-api']?.path ?? '',
    backupImage: backupImage(stack, jobs),
    prometheusUrl: stack.urls.prometheus,
    grafanaUrl: stack.urls.grafana,
    prometheusPort: String(stack.ports.prometheus),
    alertmanagerPort: String(stack.ports.alertmanager),
    grafanaPort: String(stack.ports.grafana),
    network: stack.compose.network,
    overrideFile: overrideFile(stack),
    secretsVariable: secretsFolder(stack).variable,
    secretsFolder: secretsFolder(stack).default,
    role: postgres.user,
    database: postgres.database,
    scrapeInterval: stack.scrape.interval,
    retention: stack.retention,
    series: grouped(series),
    samplesADay: grouped(samplesADay),
    days: String(Number(days.toFixed(2))),
    bytesPerSample: String(bytesPerSample),
    storage: size(series * samplesADay * days * bytesPerSample),
  }
  return { path: 'README.md', text: fill(template, values) }
}

/** Where redis_exporter is, and who reads its password. */
function redisExporter(stack: PybaseStack, jobs: readonly Job[]): { readonly host: string; readonly uid: string } {
  const job = jobs.find(({ release }) => release === 'redisExporter')
  const { host } = endpointOf((job && targetOf(stack, job).address) ?? '')
  return { host, uid: String(job?.service?.uid ?? '') }
}

/** A backup needs nothing but tar, which the image of Prometheus has. */
const backupImage = (stack: PybaseStack, jobs: readonly Job[]): string => {
  const prometheus = serversOf(stack, jobs).find(({ key }) => key === 'prometheus')
  if (prometheus === undefined) throw new RangeError('there is no Prometheus')
  return image(stack, { ...prometheus, version: releasesOf(stack).prometheus })
}

function notification({ notify }: PybaseStack): string {
  const on = (enabled: boolean, what: string) => `- ${enabled ? 'On' : 'Off'}: ${what}`
  return [
    on(notify.slack.enabled, `Slack, channel \`${notify.slack.channel}\`, for warnings and critical alerts.`),
    on(notify.pagerduty.enabled, 'PagerDuty, for critical alerts.'),
    on(notify.email.enabled, `e-mail to \`${notify.email.to}\`, for warnings and critical alerts.`),
    on(notify.watchdog.enabled, `the dead man's switch at \`${notify.watchdog.url}\`.`),
  ].join('\n')
}

/** What the guide says of the folder of runbooks. */
const runbooks = (stack: PybaseStack): string =>
  runbooksOf(stack) === 'grafana'
    ? 'What to do about each alert, as Markdown and as pages that Grafana serves at `/public/runbooks/`, without login'
    : `What to do about each alert; they are read at ${stack.urls.runbooks}, and no service here has them`

/** For Caddy, inside Grafana's site. */
const runbooksLogin = [
  '\t# The runbooks: Grafana itself asks nobody for a login there.',
  '\tbasic_auth /public/runbooks/* {',
  '\t\toncall $2a$14$REPLACE_WITH_THE_HASH',
  '\t}',
].join('\n')

const watchdog = ({ notify }: PybaseStack): string =>
  notify.watchdog.enabled
    ? `This build posts to \`${notify.watchdog.url}\`${isExample(notify.watchdog.url) ? ', an example where nobody listens' : ''}.`
    : 'In this build it is switched off.'

/** Names that are reserved for examples. */
const isExample = (url: string): boolean => /(?:^|\.)example(?:\.(?:org|com|net))?$/.test(new URL(url).hostname)

/** The flags of the doctor for the servers of this stack. */
const servers = (stack: PybaseStack): string =>
  allServers
    .filter((name) => isComposed(stack, name))
    .map((name) => `--${name} ${stack.urls[name]}`)
    .join(' ')

function images(stack: PybaseStack, jobs: readonly Job[]): string {
  const list = table(
    ['Service', 'Image'],
    composed(stack, jobs).map((each) => [`\`${each.host}\``, `\`${image(stack, each)}\``]),
  )
  return releasesOf(stack).images === 'published' ? list : `${list}\n\n${localImages}`
}

const localImages = `These images are not published: build each from the Debian 12 package of that version. An image starts the package's
program, has the files that it reads (Alertmanager's are in \`/usr/share/prometheus/alertmanager\`), and holds busybox's
\`wget\` for the health check, \`kill\` for the reload, \`chown\` for the volumes, and \`sh\`, \`find\`, \`rm\`, \`tar\` and \`gzip\` for the backup. Debian has no
package of Grafana and of cAdvisor, so both are left out.`

/** The template indents the first line; the others follow it, so that the list goes on after them. */
const inListItem = (text: string): string => text.replaceAll('\n', '\n   ')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** 1234567 as `1,234,567`, in every locale. */
const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')

/** Bytes as people order disks: two significant digits, in powers of 1000. */
function size(bytes: number): string {
  const [factor, unit] = bytes >= 1e12 ? [1e12, 'TB'] : bytes >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB']
  return `${Number((bytes / factor).toPrecision(2))} ${unit}`
}
