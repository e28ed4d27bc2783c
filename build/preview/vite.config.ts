import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Grafana's components fetch their icons and their font by path when the page runs. */
function assets(): Plugin {
  let dist = ''
  return {
    name: 'assets',
    configResolved: ({ root, build }) => {
      dist = join(root, build.outDir)
    },
    closeBundle() {
      const icons = join(dist, 'public/build/img/icons')
      cpSync(here('node_modules/@grafana/ui/dist/public/img/icons'), icons, { recursive: true })
      mirror(join(icons, 'unicons'), 'angle-double-right.svg', 'angle-double-left.svg')
      for (const [weight, name] of [
        [400, 'Regular'],
        [500, 'Medium'],
      ]) {
        cpSync(
          here(`node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`),
          join(dist, `public/fonts/inter/Inter-${name}.woff2`),
        )
      }
    },
  }
}

/** The package lacks an icon that its time picker asks for. */
function mirror(folder: string, from: string, to: string): void {
  const text = readFileSync(join(folder, from), 'utf8')
  writeFileSync(join(folder, to), text.replace('<path ', '<path transform="matrix(-1 0 0 1 24 0)" '))
}

export default defineConfig({
  root: here('.'),
  base: '/',
  // A value of the server's page must never reach the bundle: it has no environment.
  envPrefix: 'NOTHING_OF_THE_ENVIRONMENT_',
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 6000, reportCompressedSize: false },
  plugins: [assets()],
})
