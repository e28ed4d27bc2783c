import type { CourseOfRule } from './course.ts'

/** More evaluations than a drawing has room for. */
const many = 60

/** A course without the long time at its beginning in which nothing is there: the days before a month, say. */
export function withoutQuiet(course: CourseOfRule): CourseOfRule {
  const first = course.findIndex(({ value, state }) => value !== undefined || state !== 'inactive')
  return first > many ? course.slice(first - 2) : course
}
