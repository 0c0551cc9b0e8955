import { expect, test } from 'vitest'
import { fieldText } from './fieldTexts.ts'

test.each<[definition: string, field: string, expected: RegExp | undefined]>([
  ['imageregistry.v1.Config.spec', 'rolloutStrategy', /ReadWriteOnce claim needs it/],
  ['imageregistry.v1.Config.spec.requests.read', 'maxRunning', /429/],
  ['imageregistry.v1.Config.spec.storage.pvc', 'claim', /Persistent volume claim: Claim/],
  ['imageregistry.v1.ImagePruner.spec', 'suspend', /no run starts/],
  ['imageregistry.v1.Config.spec', 'nothing', undefined],
])('%s.%s is explained', (definition, field, expected) => {
  expect(fieldText(definition, field) ?? '').toMatch(expected ?? /^$/)
})
