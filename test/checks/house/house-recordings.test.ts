import { expect, test } from 'vitest'
import { houseRecordings } from '../../../build/checks/house/house-recordings.ts'
import { recording, subject, told } from '../subject.ts'

const house = { recordings: { name: '\\w+:\\w+:\\w+', labels: { team: '.+' } } }
const of = (name: string, labels = {}) =>
  told(houseRecordings, { ...subject({ rules: [recording({ expr: 'up', name, labels })] }), house })

test('names and labels of recording rules', () => {
  expect(of('job:up:sum', { team: 'a' })).toBe('')
  expect(of('job_up', { team: 'a' })).toContain('The name job_up does not match')
  expect(of('job:up:sum')).toContain('It has no label team.')
  expect(told(houseRecordings, subject({ rules: [recording({ expr: 'up', name: 'x' })] }))).toBe('')
})
