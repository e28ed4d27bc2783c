import type { Configuration, Mapping } from './read.ts'
import { relabellingDifferences } from './relabelling.ts'
import { isSame, shown } from './same.ts'

/** What Prometheus does where a job says nothing; of other fields nothing is known, and nothing is said. */
const defaults: Mapping = {
  metrics_path: '/metrics',
  scheme: 'http',
  honor_labels: false,
  honor_timestamps: true,
  params: undefined,
  sample_limit: 0,
  target_limit: 0,
  label_limit: 0,
  body_size_limit: '0B',
  basic_auth: undefined,
  authorization: undefined,
  tls_config: undefined,
  proxy_url: undefined,
}
const relabellings = ['relabel_configs', 'metric_relabel_configs']

/** How one job of the running configuration differs from the generated one, a sentence for each difference. */
export function jobDifferences(
  running: Mapping,
  generated: Mapping,
  globals: { readonly running: Configuration['global']; readonly generated: Configuration['global'] },
): readonly string[] {
  const differ = (name: string, found: unknown, meant: unknown): readonly string[] =>
    isSame(found, meant) ? [] : [`${name} is ${shown(found)}, and generated is ${shown(meant)}.`]
  return [
    ...Object.entries(defaults).flatMap(([name, value]) =>
      differ(name, running[name] ?? value, generated[name] ?? value),
    ),
    ...['scrape_interval', 'scrape_timeout'].flatMap((name) =>
      differ(name, running[name] ?? globals.running[name], generated[name] ?? globals.generated[name]),
    ),
    ...differ('the list of targets', addressesOf(running), addressesOf(generated)),
    ...discoveries(running, generated),
    ...relabellings.flatMap((name) =>
      relabellingDifferences(running[name], generated[name]).map((what) => `${name}: ${what}.`),
    ),
  ]
}

/** `host:port` of each static target, in order; labels that are added to them follow in braces. */
export function addressesOf({ static_configs }: Mapping): string {
  const configs: readonly Mapping[] = Array.isArray(static_configs) ? static_configs : []
  return configs
    .flatMap(({ targets, labels }) => {
      const added = labels === undefined || labels === null ? '' : JSON.stringify(labels)
      return (Array.isArray(targets) ? targets : []).map((target) => `${String(target)}${added}`)
    })
    .sort()
    .join(', ')
}

/** Targets that somebody else finds. */
const discoveries = (running: Mapping, generated: Mapping): readonly string[] =>
  Object.keys(running)
    .filter((name) => name.endsWith('_sd_configs') && !(name in generated))
    .map((name) => `${name} finds further targets, and is not generated.`)
