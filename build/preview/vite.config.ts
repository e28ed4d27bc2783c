import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Grafana's components fetch their icons and their font by path when the page runs; public/ has the icons that the package lacks. */
function assets(): Plugin {
  let dist = ''
  return {
    name: 'assets',
    configResolved: ({ root, build }) => {
      dist = resolve(root, build.outDir)
    },
    closeBundle() {
      cpSync(here('node_modules/@grafana/ui/dist/public/img/icons'), join(dist, 'build/img/icons'), { recursive: true })
      for (const [weight, name] of [
        [400, 'Regular'],
        [500, 'Medium'],
      ]) {
        cpSync(
          here(`node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`),
          join(dist, `fonts/inter/Inter-${name}.woff2`),
        )
      }
    },
  }
}

export default defineConfig({
  root: here('.'),
  base: '/',
  // A value of the server's page must never reach the bundle: it has no environment.
  envPrefix: 'NOTHING_OF_THE_ENVIRONMENT_',
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 6000, reportCompressedSize: false },
  plugins: [assets()],
})
