import { expect, it } from 'vitest'
import { isAsExpected, judgeAnswer, type SimulationVerdict } from '#shared/simulators/judge-answer.ts'

it.each<[number, string, SimulationVerdict]>([
  [200, '{"accepted":2,"duplicate":0,"quarantined":0}', 'accepted'],
  [200, '{"accepted":1,"duplicate":1,"quarantined":0}', 'accepted'],
  [200, '{"accepted":0,"duplicate":3,"quarantined":0}', 'duplicate'],
  [200, '{"accepted":1,"duplicate":0,"quarantined":1}', 'quarantined'],
  [200, '{"accepted":0,"duplicate":0,"quarantined":0}', 'nothing-to-do'],
  [200, '{"success":true}', 'taken'],
  [200, '<?xml version="1.0" encoding="UTF-8"?><Response/>', 'taken'],
  [200, '', 'taken'],
  [401, '{"code":"invalid-signature"}', 'refused'],
  [404, '{"code":"not-found"}', 'failed'],
  [503, '', 'failed'],
])('an answer %i %s is %s', (status, body, verdict) => {
  expect(judgeAnswer(status, body)).toBe(verdict)
})

it.each<['accepted' | 'duplicate' | 'refused', SimulationVerdict[]]>([
  ['accepted', ['accepted', 'duplicate', 'taken']],
  ['duplicate', ['duplicate', 'taken']],
  ['refused', ['refused']],
])('what was to be %s is fine as %j and as nothing else', (expected, fine) => {
  const all: SimulationVerdict[] = [
    'accepted',
    'duplicate',
    'quarantined',
    'nothing-to-do',
    'taken',
    'refused',
    'failed',
  ]
  expect(all.filter((verdict) => isAsExpected(expected, verdict))).toEqual(fine)
})
