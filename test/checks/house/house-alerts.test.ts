import { expect, test } from 'vitest'
import { houseAlerts } from '../../../build/checks/house/house-alerts.ts'
import { alert, subject, told } from '../subject.ts'

const house = {
  alerts: {
    labels: { team: 'db|web' },
    annotations: { runbook_url: 'https://.+' },
    severities: ['critical', 'warning'],
    name: '[A-Z]\\w+',
    maxFor: 900,
  },
}
const right = {
  labels: { team: 'db', severity: 'warning' },
  annotations: { runbook_url: 'https://x.example/{{ $labels.job }}' },
}

test('an alert that has what the house asks for, and where it asks for nothing', () => {
  expect(told(houseAlerts, { ...subject({ rules: [alert({ expr: 'up == 0', ...right })] }), house })).toBe('')
  expect(told(houseAlerts, subject({ rules: [alert({ expr: 'up == 0', name: 'x' })] }))).toBe('')
})

test.each([
  [{ labels: { severity: 'warning' } }, 'It has no label team.'],
  [{ labels: { team: 'dbx', severity: 'warning' } }, 'The label team is "dbx", which does not match db|web.'],
  [{ labels: { team: 'db', severity: 'page' } }, 'Its severity is page, and allowed are critical and warning.'],
  [{ annotations: {} }, 'It has no annotation runbook_url.'],
  [{ annotations: { runbook_url: 'http://x' } }, 'does not match https://.+.'],
  [{ name: 'lower' }, 'The name lower does not match'],
  [{ for: 1800 }, 'and at most 15m are allowed.'],
])('%j: %s', (change, sentence) => {
  const rules = [alert({ expr: 'up == 0', ...right, ...change })]
  expect(told(houseAlerts, { ...subject({ rules }), house })).toContain(sentence)
})
