import { expect, test } from 'vitest'
import { mostSecretBytes, readAuthFile } from './pullSecretFile.ts'

const login = (user = 'acme+ci') => ({ auth: btoa(`${user}:hunter2-hunter2`) })
const json = JSON.stringify

test.each([
  ['', 'none'],
  ['  \n', 'none'],
  ['quay.io alice hunter2', 'notJson'],
  ['{"auths":{"quay.io":{"auth":"YWxpY2', 'notJson'],
  ['[]', 'notJson'],
  ['"text"', 'notJson'],
  ['PNG\0\0\u0001', 'binary'],
  ['\uFFFD\uFFFDJFIF', 'binary'],
  ['x'.repeat(mostSecretBytes + 1), 'tooLarge'],
  ['ä'.repeat(mostSecretBytes / 2 + 1), 'tooLarge'],
  ['apiVersion: v1\nkind: Secret\n', 'manifest'],
  ['---\nkind: Secret', 'manifest'],
  [json({ kind: 'Secret', data: {} }), 'manifest'],
  ['{}', 'noAuths'],
  [json({ auths: [] }), 'noAuths'],
  [json({ auths: null }), 'noAuths'],
  [json({ hello: 'world' }), 'noAuths'],
  [json({ auths: {} }), 'empty'],
  [json({ credsStore: 'desktop' }), 'helpersOnly'],
  [json({ auths: { 'quay.io': {} }, credsStore: 'desktop' }), 'helpersOnly'],
  [json({ auths: {}, credHelpers: { 'gcr.io': 'gcloud' } }), 'helpersOnly'],
  [json({ auths: { 'quay.io': {}, 'ghcr.io': { auth: '%%%' } } }), 'nothingUsable'],
])('%j is of no use: %s', (text, problem) => {
  expect(readAuthFile(text)).toEqual({ problem })
})

test('the entries of an auth file are taken as they are, but for those that would spoil the others', () => {
  const auths = { 'quay.io/acme': login(), 'ghcr.io': {}, 'https://registry.example': { auth: '%%%' } }
  expect(readAuthFile(`\uFEFF${json({ auths, HttpHeaders: { 'User-Agent': 'docker' }, credsStore: 'x' })}`)).toEqual({
    auths: { 'quay.io/acme': login() },
    registries: [{ scope: 'quay.io/acme', account: 'robot' }],
    leftOut: ['ghcr.io', 'registry.example'],
  })
})

test('no name of a registry is lost, whatever it means to the language', () => {
  const file = readAuthFile(`{"auths":{"__proto__":${json(login())},"quay.io":${json(login())}}}`)
  expect(file.problem === undefined && Object.keys(file.auths)).toEqual(['__proto__', 'quay.io'])
})

test('the old .dockercfg becomes the same', () => {
  expect(readAuthFile(json({ 'quay.io': { ...login('alice'), email: 'alice@acme.example' } }))).toEqual({
    auths: { 'quay.io': { ...login('alice'), email: 'alice@acme.example' } },
    registries: [{ scope: 'quay.io', account: 'personal' }],
    leftOut: [],
  })
})
