/** A number for each phase of a test; `undefined` where there are no samples. */
export type Course = readonly (number | undefined)[]

export const times = (course: Course, factor: number): Course => changed(course, (value) => value * factor)

/** Phase by phase. */
export const changed = (course: Course, change: (value: number) => number): Course =>
  course.map((value) => (value === undefined ? undefined : exact(change(value))))

/** Phase by phase; there is nothing where one of the two has nothing. */
export const combine = (a: Course, b: Course, compute: (a: number, b: number) => number): Course =>
  a.map((value, at) => {
    const other = b[at]
    return value === undefined || other === undefined ? undefined : exact(compute(value, other))
  })

/** Without the tail of binary noise that no one wrote. */
export const exact = (value: number): number => Number(value.toPrecision(12))
