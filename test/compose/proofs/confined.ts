import { readFileSync } from 'node:fs'
import { docker, refusal } from '../command.ts'
import { outside } from '../engine.ts'
import { inspect } from '../inspect.ts'
import type { Proof } from '../proof.ts'

export const unprivileged: Proof = {
  what: 'no service is root, has a capability or can gain one: read from its process, not from its settings',
  body: async ({ file }) => {
    const uids: string[] = []
    for (const { container_name, user } of Object.values(file.services)) {
      const { State, HostConfig } = await inspect(container_name)
      const status = readFileSync(`/proc/${State.Pid}/status`, 'utf8')
      const [uid = '', gid = ''] = user.split(':')
      const none = '0000000000000000'
      const expected = {
        Uid: Array(4).fill(uid).join('\t'),
        Gid: Array(4).fill(gid).join('\t'),
        ...{ CapInh: none, CapPrm: none, CapEff: none, CapBnd: none, CapAmb: none },
        NoNewPrivs: '1',
      }
      for (const [key, value] of Object.entries(expected)) {
        const found = new RegExp(`^${key}:\\t(.*)$`, 'm').exec(status)?.[1]
        if (found !== value) throw new Error(`${key} of ${container_name} is ${found}, and should be ${value}`)
      }
      if (uid === '0' || HostConfig.Privileged) throw new Error(`${container_name} is root or privileged`)
      uids.push(`${container_name} ${uid}`)
    }
    return uids.join(', ')
  },
}

export const readOnly: Proof = {
  what: 'no service can write but to its own volume',
  body: async ({ file }) => {
    const written: string[] = []
    for (const { container_name, volumes } of Object.values(file.services)) {
      const mounts = volumes.map((volume) => {
        const [, path = '', mode = ''] = volume.split(':')
        return { path, isWritable: !mode.split(',').includes('ro') }
      })
      for (const { path } of [{ path: '' }, { path: '/tmp' }, ...mounts.filter(({ isWritable }) => !isWritable)]) {
        const said = await refusal(['exec', container_name, 'touch', `${path}/probe`])
        if (!/Read-only file system/.test(said)) throw new Error(said)
      }
      for (const { path } of mounts.filter(({ isWritable }) => isWritable)) {
        await docker('exec', container_name, 'touch', `${path}/probe`)
        await docker('exec', container_name, 'rm', `${path}/probe`)
        written.push(`${container_name}:${path}`)
      }
    }
    return `writable: ${written.join(', ')}`
  },
}

const units: Readonly<Record<string, number>> = { m: 1 << 20, g: 1 << 30 }

export const bounded: Proof = {
  what: 'memory and number of processes of every service are bounded',
  body: async ({ file }) => {
    for (const { container_name, mem_limit, pids_limit } of Object.values(file.services)) {
      const { Memory, PidsLimit } = (await inspect(container_name)).HostConfig
      const bytes = Number.parseInt(mem_limit, 10) * (units[mem_limit.at(-1) ?? ''] ?? 0)
      if (Memory !== bytes) throw new Error(`${container_name} may use ${Memory} bytes, and should ${bytes}`)
      if (PidsLimit !== pids_limit)
        throw new Error(`${container_name} may start ${PidsLimit} processes, not ${pids_limit}`)
    }
    return Object.values(file.services)
      .map(({ container_name, mem_limit }) => `${container_name} ${mem_limit}`)
      .join(', ')
  },
}

export const loopbackOnly: Proof = {
  what: 'ports are open on 127.0.0.1 and on no other address of the host',
  body: async ({ file }) => {
    const open: string[] = []
    for (const { container_name, ports } of Object.values(file.services)) {
      const { Ports } = (await inspect(container_name)).NetworkSettings
      const bound = Object.entries(Ports).flatMap(([port, bindings]) =>
        (bindings ?? []).map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}:${port.replace('/tcp', '')}`),
      )
      if (bound.join() !== ports.join()) throw new Error(`${container_name} is at ${bound}, and should be at ${ports}`)
      for (const published of ports) {
        const port = published.split(':')[1] ?? ''
        if (!(await answers(`127.0.0.1:${port}`))) throw new Error(`127.0.0.1:${port} does not answer`)
        if (await answers(`${outside}:${port}`)) throw new Error(`${outside}:${port} answers`)
        open.push(`127.0.0.1:${port}`)
      }
    }
    return open.join(', ')
  },
}

const answers = (address: string): Promise<boolean> =>
  fetch(`http://${address}/-/healthy`).then(
    () => true,
    () => false,
  )
