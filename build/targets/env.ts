import { type Artifact, generatedFrom } from '../output/artifact.ts'
import type { Stack } from '../stack/schema.ts'
import { overrideFile, secretsFolder } from './compose/secrets.ts'

/** `.env.example`: what Docker Compose may be told beside the file. No secret is among it. */
export function env(stack: Stack): Artifact {
  const folder = secretsFolder(stack)
  return {
    path: '.env.example',
    text: `# ${generatedFrom('build/targets/env.ts')}
# Copy it to .env and change what differs. Passwords and keys do not belong here: they are files, see README.md.

# The folder of the secret files, absolute or relative to docker-compose.yml. It lies outside this folder, because the
# Prometheus container can read all that is in here, and outside ${stack.product.name}'s repository, where it would be committed.
${folder.variable}=${folder.default}

# What is yours alone goes into a file of its own, outside as well, and for the same reasons.
# COMPOSE_FILE=docker-compose.yml:${overrideFile(stack)}

# What \`docker compose ls\` calls this stack; without it, the name of this folder.
COMPOSE_PROJECT_NAME=${stack.product.id}-monitoring
`,
  }
}
