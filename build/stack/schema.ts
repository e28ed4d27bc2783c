import * as z from 'zod'
import { isDuration, parseDuration } from '../promql/duration.ts'
import { kubernetes } from './kubernetes.ts'
import { quietHours } from './quiet-hours.ts'
import { remoteWrite } from './remote-write.ts'
import { replica } from './replica.ts'
import { secretsMount } from './secrets-mount.ts'

const duration = z.string().refine(isDuration, { message: 'A duration is written like 15s, 5m or 15d', abort: true })
const url = z
  .string()
  .regex(/^https?:\/\/[^\s"'<>]+[^\s"'<>/]$/, 'A URL starts with http:// or https:// and has no trailing slash')
export const address = z.string().regex(/^[A-Za-z0-9_.-]+:\d{1,5}$/, 'An address is written like backend:8000')
const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'A version is written like 3.14.0')
const port = z.number().int().min(1).max(65535)
export const name = z.string().regex(/^[A-Za-z0-9_.-]+$/, 'A name has letters, digits, dots, dashes and underscores')
const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'An identifier has small letters and digits, such as debian12')
/** A folder of the output is called by it. */
export const environmentName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'An environment has small letters, digits and dashes, such as staging')
const text = z.string().regex(/^[^\r\n]+$/, 'One line of text')
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'A digest is written like sha256:, and 64 hexadecimal digits')
const folder = z
  .string()
  .regex(/^(?:\/[A-Za-z0-9_.-]+)+$/, 'A folder is written like /run/secrets, without a trailing slash')

/** What can be made. */
export const outputs = [
  'prometheus',
  'rules',
  'dashboards',
  'alertmanager',
  'compose',
  'runbooks',
  'reference',
  'kubernetes',
] as const
export type Output = (typeof outputs)[number]

/** What is made where nobody chooses: Docker needs no resources of Kubernetes. */
const usualOutputs = outputs.filter((output) => output !== 'kubernetes')

/** Where PagerDuty takes events of the API's version 2, unless the account is in another region. */
export const pagerdutyUrl = 'https://events.pagerduty.com/v2/enqueue'

export const target = z.strictObject({
  address,
  path: z
    .string()
    .regex(/^\/[^\s?#]*$/, 'A path starts with /')
    .default('/metrics'),
  scheme: z.enum(['http', 'https']).default('http'),
  /**
   * The file from which Prometheus reads the bearer token that the target asks for, such as `/run/secrets/metrics_token`;
   * `null`: whoever reaches the path reads the metrics.
   */
  tokenFile: folder.nullable().default(null),
})
export const releaseSet = z
  .object({
    prometheus: version,
    alertmanager: version,
    grafana: version.nullable(),
    /** Whether the images are `published`, or `local` ones that the operator builds. */
    images: z.enum(['published', 'local']).default('published'),
    /**
     * What becomes of panels and alerts that read what a release does not have yet: the build refuses them, or leaves them
     * out and says so.
     */
    tooNew: z.enum(['refused', 'left out']).default('refused'),
  })
  .catchall(version.nullable())

/** The receivers that are there already; those of severities of a project's own are compared by the build. */
const ours: readonly string[] = ['critical', 'warning', 'watchdog', 'nobody']
const receiver = z
  .strictObject({
    /** The channel. */
    slack: text.optional(),
    /** The file among the secrets that has the routing key of its service. */
    pagerduty: name.optional(),
    /** The address. */
    email: text.optional(),
  })
  .refine((of) => Object.values(of).some((each) => each !== undefined), {
    message: 'A receiver has slack, pagerduty or email',
  })
const severityName = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'A severity is written in small letters, such as critical')
const route = z.strictObject({
  labels: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'The name of a label has letters, digits and underscores'),
      text,
    )
    .refine((labels) => Object.keys(labels).length > 0, { message: 'A route has a label that its alerts have' }),
  /** The severities that it is for; without them, all. */
  severities: z.array(severityName).min(1, 'A route is for a severity').optional(),
  receiver: id,
})

export const stackSchema = z.strictObject({
  /** What is monitored: its name, and the word by which dashboards, containers, volumes and files are called. */
  product: z.strictObject({ name: text, id }),
  /**
   * Which files are made: Prometheus' configuration, rules with their tests, dashboards with their provisioning,
   * Alertmanager's folder, the Compose file, runbooks, the reference, and, where it is asked for, `kubernetes/`. A project's own
   * are always made.
   */
  outputs: z.array(z.enum(outputs, { error: `An output is one of ${outputs.join(', ')}` })).default([...usualOutputs]),
  /**
   * Which environment this installation is, such as `production`: a label of every alert that is sent, and in what people
   * are told. A file `environments/NAME.yml` is NAME's; `null`: there is only one.
   */
  environment: environmentName.nullable().default(null),
  /**
   * The dashboards of an environment. `alike`: the same everywhere, each environment with a Grafana of its own. `named`: each
   * has the environment in its uid, title and folder, so that one Grafana has a set for each. `shared`: none but a data source,
   * for the picker of another installation's dashboards in the same Grafana.
   */
  dashboards: z.enum(['alike', 'named', 'shared'], { error: 'Dashboards are alike, named or shared' }).default('alike'),
  /** Thresholds that definitions declare with `threshold()`, by their names: `apiTooSlow: 2s`. */
  thresholds: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'The name of a threshold has letters and digits'),
      z.union([text, z.number()], { error: 'A threshold is an amount such as 2s, 5% or 20' }),
    )
    .default({}),
  /** Which of the `releases` the output is for. */
  versions: id,
  /**
   * Sets of releases by their names, each complete: of the three servers, and of what else the jobs name. The versions are
   * exact, and `null` is for what is not run: its service, its job and all that reads it are left out.
   */
  releases: z.record(id, releaseSet),
  scrape: z
    .strictObject({ interval: duration, timeout: duration })
    .refine(({ interval, timeout }) => parseDuration(timeout) <= parseDuration(interval), {
      message: 'Prometheus refuses a scrape timeout that is longer than the interval',
    }),
  evaluationInterval: duration,
  /** How long Prometheus keeps samples. */
  retention: duration,
  /** How much it keeps at most, such as `50GB`, where the disk ends before the time: the oldest goes first. */
  retentionSize: z
    .string()
    .regex(/^[1-9]\d*(?:MB|GB|TB)$/, 'A size is written like 512MB, 50GB or 2TB')
    .nullable()
    .default(null),
  remoteWrite,
  /** Which machine of a pair this is; `null`: there is one. */
  replica: replica.nullable().default(null),
  /** Where each job's exposition is, as Prometheus reaches it. */
  targets: z.object({ prometheus: target, alertmanager: target, grafana: target }).catchall(target),
  /**
   * Whether `grafana-dashboards-v2/` has the dashboards in version 2 of the schema too: for Grafana's API, Git Sync and the
   * operator. Grafana loads the classic ones of `grafana-dashboards/` from files, and refuses these there.
   */
  dashboardsV2: z.boolean().default(false),
  /**
   * Where people open the tools in a browser; links in alerts and dashboards start with them. Grafana serves the runbooks, without
   * a login, only where their address is below its own: `GRAFANA/public/runbooks`.
   */
  urls: z.strictObject({ prometheus: url, alertmanager: url, grafana: url, runbooks: url }),
  /** Host ports, published on 127.0.0.1 only. */
  ports: z.strictObject({ prometheus: port, alertmanager: port, grafana: port }),
  notify: z
    .strictObject({
      slack: z.strictObject({ enabled: z.boolean(), channel: text }),
      /** `url` is where PagerDuty takes events; accounts in the EU region have another one. */
      pagerduty: z.strictObject({ enabled: z.boolean(), url: url.default(pagerdutyUrl) }),
      email: z.strictObject({ enabled: z.boolean(), to: text, from: text, smarthost: address, username: text }),
      /** The dead man's switch: the URL that must hear from the watchdog every five minutes. */
      watchdog: z.strictObject({ enabled: z.boolean(), url }),
      /** Others who are told, such as teams: `payments: { slack: '#payments' }`. */
      receivers: z.record(id, receiver).default({}),
      /** What they are told instead of those above: alerts with all of these labels; the first route that fits is taken. */
      routes: z.array(route).default([]),
      quietHours,
      /** Where Alertmanager finds its secret files: another folder where it runs without Docker. */
      secrets: folder.default(secretsMount),
    })
    .superRefine(({ receivers, routes }, context) => {
      for (const [at, { receiver: named }] of routes.entries())
        if (!Object.hasOwn(receivers, named))
          context.addIssue({
            code: 'custom',
            path: ['routes', at, 'receiver'],
            message: `A route leads to one of the receivers${Object.keys(receivers).length === 0 ? ', and there is none' : `: ${Object.keys(receivers).join(', ')}`}`,
          })
      for (const named of Object.keys(receivers).filter((each) => ours.includes(each)))
        context.addIssue({
          code: 'custom',
          path: ['receivers', named],
          message: `A receiver of your own is not called ${ours.join(', ')}: these are there already`,
        })
    }),
  /** How the resources of `kubernetes/` are made; `null` where nobody wants any. */
  kubernetes: kubernetes.nullable().default(null),
  compose: z.strictObject({
    /** The digests of images, where a tag is not enough: `prometheus: sha256:…`. */
    digests: z.record(name, digest).default({}),
    /** The external Docker network on which the application's own services run. */
    network: name,
  }),
})

/** The settings as they are written, before defaults. */
export type StackInput = z.input<typeof stackSchema>
/** The settings as the compiler reads them. */
export type Stack = z.output<typeof stackSchema>
/** What alerts can be sent to. */
export type NotifyChannel = Exclude<keyof Stack['notify'], 'secrets' | 'receivers' | 'routes' | 'quietHours'>
/** Where a job's exposition is. */
export type Target = z.output<typeof target>
/** A set of releases that are run together. */
export type ReleaseSet = z.output<typeof releaseSet>
