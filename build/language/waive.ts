/** Checks that a definition is excused from, by id, each with the reason. One that excuses nothing is an error. */
export type Waivers = Readonly<Record<string, string>>
