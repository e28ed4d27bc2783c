/** Names the file of overrides; `--stack FILE` sets it before any definition is loaded. */
export const overridesVariable = 'PYBASE_STACK'
