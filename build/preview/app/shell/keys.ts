/** What the keys of a dashboard do, in the order in which they are listed; each word is a key, pressed one after the other. */
export const keys = {
  'd r': 'Ask again',
  'd k': 'Show only the dashboard, or all of the page',
  't z': 'Zoom out: twice the time',
  't -': 'Zoom out: twice the time',
  't left': 'Half of the time range earlier',
  't right': 'Half of the time range later',
  escape: 'Leave the panel that is shown alone, or the bare dashboard',
  '?': 'List these keys',
} as const

/** The keys of a shortcut: `t z`, `escape`. */
export type Keys = keyof typeof keys
