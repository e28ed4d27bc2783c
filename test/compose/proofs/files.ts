import { docker, refusal } from '../command.ts'
import type { Proof } from '../proof.ts'

export const secretsRead: Proof = {
  what: "each secret is readable by its service's user, and by neither nobody nor the user of another service",
  body: async ({ file, secrets }) => {
    const users = Object.values(file.services).map(({ user }) => user)
    const read: string[] = []
    for (const { container_name, user, secrets: mounted } of Object.values(file.services))
      for (const secret of mounted.map(nameOf)) {
        const path = `/run/secrets/${secret}`
        const found = await docker('exec', container_name, 'cat', path)
        if (found !== secrets[secret]) throw new Error(`${container_name}: ${path} holds something else`)
        for (const stranger of ['65534:65534', ...users.filter((other) => other !== user)]) {
          const said = await refusal(['exec', '--user', stranger, container_name, 'cat', path])
          if (!/Permission denied/.test(said)) throw new Error(said)
        }
        read.push(`${container_name}: ${secret}`)
      }
    return read.join(', ')
  },
}

const nameOf = (secret: string | { readonly source: string }): string =>
  typeof secret === 'string' ? secret : secret.source

export const secretsHidden: Proof = {
  what: 'Prometheus finds no secret in the folder that it reads, nor does an environment hold one',
  body: async ({ file, secrets }) => {
    for (const { container_name } of Object.values(file.services)) {
      const environment = await docker('exec', container_name, 'env')
      const leaked = Object.keys(secrets).filter((name) => environment.includes(secrets[name] ?? ''))
      if (leaked.length > 0) throw new Error(`${leaked} in the environment of ${container_name}`)
    }
    const { container_name = '', secrets: own = [] } = file.services.prometheus ?? {}
    if (own.length > 0) throw new Error(`${container_name} has secrets: ${own}`)
    for (const value of Object.values(secrets)) await refusal(['exec', container_name, 'grep', '-rF', value, '/etc'])
    return `${Object.keys(secrets).length} secrets`
  },
}

export const accepted: Proof = {
  what: 'promtool and amtool in the containers accept the mounted files',
  body: async ({ file }) => {
    const of = (service: string): string => file.services[service]?.container_name ?? service
    const said = await docker('exec', of('prometheus'), 'promtool', 'check', 'config', '/etc/prometheus/prometheus.yml')
    const files = [...said.matchAll(/SUCCESS: (\d+) rules? found/g)].map(([, count]) => Number(count))
    // An expression for the rule files that matches none is a success for promtool.
    if (files.length === 0 || files.includes(0)) throw new Error(`promtool found no rules:\n${said}`)
    await docker('exec', of('alertmanager'), 'amtool', 'check-config', '/etc/alertmanager/alertmanager.yml')
    return `${files.reduce((sum, count) => sum + count)} rules in ${files.length} files`
  },
}
