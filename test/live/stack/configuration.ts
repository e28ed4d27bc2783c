import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { ourselves } from '../../../build/commands/child.ts'
import { rescale } from '../rescale.ts'
import { type Addresses, targets } from './addresses.ts'
import type { Cleanup } from './cleanup.ts'
import { run } from './command.ts'
import type { Chosen } from './releases.ts'

/** What the configuration is built with: settings, as an installation without Docker has them. */
export interface Installation {
  readonly home: string
  readonly addresses: Addresses
  readonly chosen: Chosen
  readonly cleanup: Cleanup
  /** The base of the receiver's URLs. */
  readonly receiver: string
}

/**
 * Builds the configuration with the command line, as an operator does, and scales its time. Answers the folder and what
 * was substituted in it. Throws with what the command printed when it fails.
 */
export async function buildConfiguration(installation: Installation) {
  const { home, addresses, cleanup, receiver, chosen } = installation
  const secrets = join(home, 'secrets')
  mkdirSync(secrets)
  for (const [name, text] of Object.entries(secretFiles(receiver))) writeFileSync(join(secrets, name), text)

  const settings = join(home, 'settings.yml')
  writeFileSync(settings, stringify({ ...chosen.settings, ...settingsOf(addresses, secrets, receiver) }))
  const folder = join(home, 'configuration')
  await run(cleanup, process.execPath, ourselves('build', '--stack', settings, '--out', folder))
  return { folder, substituted: rescale(folder) }
}

const settingsOf = (addresses: Addresses, secrets: string, receiver: string) => ({
  scrape: { interval: '1s', timeout: '1s' },
  evaluationInterval: '1s',
  targets: Object.fromEntries(targets.map((name) => [name, { address: addresses[name] }])),
  urls: { prometheus: `http://${addresses.prometheus}`, alertmanager: `http://${addresses.alertmanager}` },
  notify: {
    secrets,
    pagerduty: { url: `${receiver}/pagerduty` },
    watchdog: { url: `${receiver}/watchdog` },
  },
})

const secretFiles = (receiver: string): Readonly<Record<string, string>> => ({
  slack_api_url: `${receiver}/slack`,
  pagerduty_routing_key: '0123456789abcdef0123456789abcdef',
  postgres_exporter_password: 'exporter',
})
