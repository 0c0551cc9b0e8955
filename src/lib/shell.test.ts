import { describe, expect, it } from 'vitest'
import { commandLine, quote } from './shell.ts'

describe('a word for the shell', () => {
  it.each([
    ['web:v1', 'web:v1'],
    ['quay.io/org/image@sha256:0af', 'quay.io/org/image@sha256:0af'],
    ['two words', "'two words'"],
    ["it's", `'it'\\''s'`],
    ['{"spec":{"tags":[]}}', `'{"spec":{"tags":[]}}'`],
    ['$(rm)', "'$(rm)'"],
    ['nodejs:22~https://git.example', 'nodejs:22~https://git.example'],
    ['~root', "'~root'"],
    ['a=~root:~', "'a=~root:~'"],
    ['', "''"],
  ])('%j becomes %s', (word, quoted) => expect(quote(word)).toBe(quoted))
})

it('leaves out of a command what is not asked for', () => {
  expect(commandLine('oc', 'tag', 'a:1', undefined, false, '', '--scheduled', '-n', 'my project')).toBe(
    "oc tag a:1 --scheduled -n 'my project'",
  )
})
