/** How a program of a release is got where nobody installed it. */
export interface Recipe {
  /** Whose release it is, as the settings call it. */
  readonly of: string
  /** The published image, and where the program is in it. */
  readonly image: (version: string) => string
  readonly inImage: string
  /** The module of Go, and its version for a release. */
  readonly module: string
  readonly tag: (version: string) => string
  /** The command's package below the module. */
  readonly package: string
  readonly buildTags: string
  /** The variable of the linker that holds the version, and how it is written there. */
  readonly version: (version: string) => string
  /** A file that the module lacks, since the release's own build makes it, and its text. */
  readonly stub?: readonly [path: string, text: string]
}

const stated = (version: string): string => `github.com/prometheus/common/version.Version=${version}`
const plain = (version: string): string => `v${version}`

/** Prometheus counts its modules otherwise: 3.14.0 is v0.314.0. */
const asModule = (version: string): string => {
  const [major = '', minor = '', patch = ''] = version.split('.')
  return `v0.${major}${minor.padStart(2, '0')}.${patch}`
}

const prometheus = {
  of: 'prometheus',
  image: (version) => `docker.io/prom/prometheus:v${version}`,
  module: 'github.com/prometheus/prometheus',
  tag: asModule,
  // Without the discovery of clouds, which takes most of the time.
  buildTags: 'netgo,remove_all_sd',
  version: stated,
} as const satisfies Partial<Recipe>

const alertmanager = {
  of: 'alertmanager',
  image: (version) => `docker.io/prom/alertmanager:v${version}`,
  module: 'github.com/prometheus/alertmanager',
  tag: plain,
  buildTags: '',
  version: stated,
  stub: ['ui/app/dist/index.html', '<html></html>\n'],
} as const satisfies Partial<Recipe>

/** The programs of the releases that the proofs run. */
export const recipes = {
  redis_exporter: {
    of: 'redisExporter',
    image: (version) => `docker.io/oliver006/redis_exporter:v${version}`,
    inImage: '/redis_exporter',
    module: 'github.com/oliver006/redis_exporter',
    tag: plain,
    package: '.',
    buildTags: '',
    version: (version) => `main.BuildVersion=v${version}`,
  },
  node_exporter: {
    of: 'nodeExporter',
    image: (version) => `quay.io/prometheus/node-exporter:v${version}`,
    inImage: '/bin/node_exporter',
    module: 'github.com/prometheus/node_exporter',
    tag: plain,
    package: '.',
    buildTags: 'netgo,osusergo',
    version: stated,
  },
  postgres_exporter: {
    of: 'postgresExporter',
    image: (version) => `quay.io/prometheuscommunity/postgres-exporter:v${version}`,
    inImage: '/bin/postgres_exporter',
    module: 'github.com/prometheus-community/postgres_exporter',
    tag: plain,
    package: './cmd/postgres_exporter',
    buildTags: '',
    version: stated,
  },
  alertmanager: { ...alertmanager, inImage: '/bin/alertmanager', package: './cmd/alertmanager' },
  amtool: { ...alertmanager, inImage: '/bin/amtool', package: './cmd/amtool' },
  promtool: { ...prometheus, inImage: '/bin/promtool', package: './cmd/promtool' },
  prometheus: { ...prometheus, inImage: '/bin/prometheus', package: './cmd/prometheus' },
} as const satisfies Readonly<Record<string, Recipe>>

export type ProgramName = keyof typeof recipes
export const programNames = Object.keys(recipes) as readonly ProgramName[]

/**
 * What is run instead of a release that cannot be built: the newest that Go's module proxy has. Named in the output of each
 * run.
 */
export const substitutes: Readonly<Partial<Record<ProgramName, Readonly<Record<string, string>>>>> = {
  postgres_exporter: { '0.20.1': '0.19.1' },
}

/** The version that is run for a release: its own, or its substitute's. */
export const versionFor = (name: ProgramName, release: string): string => substitutes[name]?.[release] ?? release
