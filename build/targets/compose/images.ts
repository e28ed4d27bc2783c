import { releasesOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'
import type { Composed } from './services.ts'

/**
 * The image of a service with its exact tag, and its digest where the settings have one. Some releases have no published
 * images, such as Debian's: theirs are built locally, and a registry called `localhost` keeps Docker from pulling anything
 * in their place.
 */
export function image(stack: Stack, { key, called, version, published }: Composed): string {
  const digest = stack.compose.digests[key]
  return releasesOf(stack).images === 'published'
    ? `${published.replaceAll('{version}', version)}${digest === undefined ? '' : `@${digest}`}`
    : `localhost/${stack.product.id}-${stack.versions}/${called}:${version}`
}
