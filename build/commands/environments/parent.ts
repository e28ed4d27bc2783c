import type { Environment } from '../../stack/environments.ts'

/** Tells a child that it compiles an environment for its parent. */
export const forParent = 'PYBASE_ENVIRONMENT_FOR_PARENT'

/** The environment that this process compiles for its parent, where it is such a child. */
export function environmentForParent(): Environment | undefined {
  const given = process.env[forParent]
  return given === undefined || process.send === undefined ? undefined : (JSON.parse(given) as Environment)
}
