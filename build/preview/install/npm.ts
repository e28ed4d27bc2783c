/** The words that run npm without a shell: that which runs us where we are an npm script, else that of PATH. */
export function npmWords(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const running = env.npm_execpath ?? ''
  // Other package managers name themselves there, too.
  return /[\\/]npm-cli\.c?js$/.test(running) ? [process.execPath, running] : ['npm']
}
