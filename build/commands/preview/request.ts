import type { TypeSource } from '../../definitions/types/checker.ts'
import { baseUrl } from '../../doctor/client/address.ts'
import { Refused } from '../../findings/problem.ts'
import { usageOf } from '../usage.ts'
import { pictureFolder } from './folder.ts'

/** What the command line says. */
export interface PreviewOptions {
  readonly prometheus: string | undefined
  readonly port: string | undefined
  readonly png: string | undefined
  readonly panels: boolean
  readonly compare: string | undefined
  readonly stack: string | undefined
  readonly paths: readonly string[]
  readonly types: TypeSource
}

/** What is wanted: a page to look at, or pictures. */
export interface PreviewRequest {
  /** The address of the Prometheus that answers, without a slash at the end. */
  readonly prometheus: string | undefined
  readonly port: number
  readonly pictures:
    | { readonly folder: string; readonly panels: boolean; readonly compare: string | undefined }
    | undefined
}

const usualPort = 3100

/** Throws `Refused` (exit 2) for what cannot be meant. */
export function requestOf({ prometheus, port, png, panels, compare }: PreviewOptions): PreviewRequest {
  if (png === undefined && compare !== undefined) throw wrong('--compare needs --png DIR: it draws pictures.')
  if (png === undefined && panels) throw wrong('--panels needs --png DIR: it draws pictures.')
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw wrong(`--port should be a number from 0 to 65535, but is ${port}.`)
  return {
    prometheus: prometheus === undefined ? undefined : baseUrl('prometheus', prometheus),
    // Nobody calls the page that is only drawn.
    port: Number(port ?? (png === undefined ? usualPort : 0)),
    pictures: png === undefined ? undefined : { folder: pictureFolder(png), panels, compare },
  }
}

const wrong = (what: string): Refused =>
  new Refused({ where: 'command line › preview', what, next: `Usage: ${usageOf('preview')}` }, 2)
