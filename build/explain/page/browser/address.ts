import type { Input } from '../protocol.ts'

/** What the address holds: what was pasted, and the alert that was chosen. It is no part of any request. */
export interface Held {
  readonly input: Input
  readonly alert: string | undefined
}

/** Longer ones do not survive a chat. */
const longest = 16_000
/** More is not unpacked, whoever made the address. */
const mostUnpacked = 4 << 20

/** The fragment for an input; `undefined` where it would be too long, or an old browser packs nothing. */
export async function fragmentOf({ input, alert }: Held): Promise<string | undefined> {
  if (!('CompressionStream' in window)) return undefined
  const { rules, catalog, alertmanager } = input
  const text = JSON.stringify([rules, catalog, alertmanager, alert ?? ''])
  const packed = await bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')))
  const fragment = `#1${base64Of(packed ?? new Uint8Array())}`
  return fragment.length > longest ? undefined : fragment
}

/** What a fragment holds; `undefined` for none, and for one that this page did not make. */
export async function heldIn(fragment: string): Promise<Held | undefined> {
  const [, packed] = /^#1([\w-]+)$/.exec(fragment) ?? []
  if (packed === undefined) return undefined
  try {
    const bytes = await bytesOf(
      new Blob([bytesIn(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
    )
    const values: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const [rules, catalog, alertmanager, alert] = Array.isArray(values) ? values.map(String) : []
    if (rules === undefined) return undefined
    return {
      input: { rules, catalog: catalog ?? '', alertmanager: alertmanager ?? '' },
      alert: alert === '' ? undefined : alert,
    }
  } catch {
    // Anybody can write an address.
    return undefined
  }
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value)
    length += read.value.length
    if (length > mostUnpacked) {
      await reader.cancel()
      return undefined
    }
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const bytesIn = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
