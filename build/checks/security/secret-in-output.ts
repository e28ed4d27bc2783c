import { isObject } from '../../documents/values.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check } from '../check.ts'

export const secretInOutput: Check = {
  id: 'secret-in-output',
  severity: 'error',
  covers: ['S02'],
  about:
    'No password, key or token stands in a rule, a dashboard or a configuration file: these are in version control, and whoever may read a dashboard may read all of it. Values are told by the key that they stand under (password, routing_key, credentials) and by their form (the tokens of Slack, GitHub, AWS and Grafana, private keys, a password inside a URL). The value itself is not repeated here.',
  run: (subject) =>
    parts(subject).flatMap(({ place, value }) =>
      [...secretsIn(value)].map(({ path, what }) => ({
        place: { ...place, path: [...place.path, ...path] },
        what,
        next: 'Take it out and replace it where it was issued, for it is known now; write the path of a file that holds the new one.',
      })),
    ),
}

function parts(subject: Subject): readonly { readonly place: Place; readonly value: unknown }[] {
  const { ruleFiles, dashboards, notification, compose, provisioning, scraping } = subject
  return [
    ...ruleFiles.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) =>
        rules.map((rule) => ({
          place: rule.place,
          value:
            rule.kind === 'alert' ? { labels: rule.labels, annotations: rule.annotations } : { labels: rule.labels },
        })),
      ),
    ),
    ...dashboards.map(({ place, json }) => ({ place, value: json })),
    ...[notification, compose].flatMap((file) =>
      file === undefined ? [] : [{ place: file.place, value: file.config }],
    ),
    ...(scraping?.config === undefined ? [] : [{ place: scraping.place, value: scraping.config }]),
    ...(provisioning === undefined
      ? []
      : [{ place: provisioning.place, value: { datasources: provisioning.datasources } }]),
  ]
}

const keys =
  /^(?:.*[_-]?(?:password|passwd|secret_key|secretkey|api_key|apikey|access_token|auth_token|bearer_token|bot_token)|routing_key|service_key|credentials|slack_api_url|private_key|.*_PASS|.*_SECRET|.*_TOKEN)$/i
const forms: readonly (readonly [form: RegExp, what: string])[] = [
  [/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/, 'the URL of a Slack webhook'],
  [/discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]+/, 'the URL of a Discord webhook'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a token of Slack'],
  [/\bgh[pousr]_\w{30,}/, 'a token of GitHub'],
  [/\bgl(?:sa|c)_\w{20,}|\bglpat-[\w-]{20}/, 'a token of Grafana or GitLab'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key of AWS'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/, 'a signed token (JWT)'],
  [/\w:\/\/[^\s/:@]*:(?!\$|<|x{3}|\*)[^\s/@]{3,}@/, 'a password inside a URL'],
]
/** Most texts have none, and are asked once. */
const anyForm = new RegExp(forms.map(([{ source }]) => source).join('|'))
/** What stands for a value: a variable, a template, a placeholder, a path. */
const harmless = /^$|\$|\{\{|^<.*>$|^\*+$|^x+$|^\/|^(?:true|false|null|none|(?:change|replace)[-_]?me|your[-_ ].*)$/i
/** `PAGERDUTY_ROUTING_KEY` is the name of a value. */
const name = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/

interface Secret {
  readonly path: readonly string[]
  readonly what: string
}

function* secretsIn(value: unknown, path: readonly string[] = []): Generator<Secret, void> {
  if (typeof value === 'string') {
    const [, form] = (anyForm.test(value) ? forms.find(([pattern]) => pattern.test(value)) : undefined) ?? []
    const key = path.at(-1) ?? ''
    if (form !== undefined) yield { path, what: `This holds ${form}.` }
    else if (keys.test(key) && !harmless.test(value) && !name.test(value))
      yield { path, what: `The value of ${key} is written here.` }
  } else if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) yield* secretsIn(...named(each, path, at))
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) yield* secretsIn(each, [...path, key])
  }
}

/** An item of a list by its place; a line `KEY=value` of an environment by its key. */
function named(each: unknown, path: readonly string[], at: number): [unknown, readonly string[]] {
  const [, key, text] = typeof each === 'string' ? (/^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(each) ?? []) : []
  return key === undefined ? [each, [...path.slice(0, -1), `${path.at(-1) ?? ''}[${at}]`]] : [text, [...path, key]]
}
