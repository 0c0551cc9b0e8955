import { expect, test } from 'vitest'
import { pullSpecProblem, streamNameProblem, tagNameProblem } from './imageNames.ts'

test.each([
  ['web', undefined],
  ['my.web_app-1', undefined],
  ['', 'Enter a name.'],
  ['Web', 'Use lower-case letters only.'],
  ['a b', 'Use letters, digits, dots, underscores and hyphens only.'],
  ['a/b', 'Use letters, digits, dots, underscores and hyphens only.'],
  ['-web', 'Start and end with a letter or a digit, and put single dots, underscores or hyphens between.'],
  ['web.', 'Start and end with a letter or a digit, and put single dots, underscores or hyphens between.'],
  ['a..b', 'Start and end with a letter or a digit, and put single dots, underscores or hyphens between.'],
  ['a'.repeat(250), undefined],
  ['a'.repeat(251), 'Project and name together may have 255 characters.'],
])('stream %s', (name, expected) => {
  expect(streamNameProblem('demo', name)).toBe(expected)
})

test.each([
  ['latest', undefined],
  ['_1.2-rc', undefined],
  ['a'.repeat(128), undefined],
  ['', 'Enter a tag.'],
  ['a'.repeat(129), 'A tag may have 128 characters.'],
  ['.hidden', 'Start a tag with a letter, a digit or an underscore.'],
  ['bad tag!', 'Use letters, digits, dots, underscores and hyphens only: nothing else can be pulled.'],
])('tag %s', (tag, expected) => {
  expect(tagNameProblem(tag)).toBe(expected)
})

const digest = `sha256:${'a'.repeat(64)}`

test.each([
  ['quay.io/acme/web:1.2', undefined],
  [' nginx ', undefined],
  ['docker://quay.io/acme/web', undefined],
  [`localhost:5000/a@${digest}`, undefined],
  ['', 'Enter a pull spec.'],
  ['https://quay.io/acme/web', 'Leave out “https://”: a pull spec starts with the host of the registry.'],
  ['quay.io/acme/ web', 'Take out the spaces.'],
  ['quay.io/acme/web@latest', 'After “@” comes a digest, such as sha256: and 64 digits of 0-9 and a-f.'],
  ['/acme/web', 'Put the host of the registry before the slash.'],
  ['quay.io/', 'The path of the image is missing after the slash.'],
  ['quay.io//web', 'There are two slashes in a row.'],
  ['quay.io/acme/web:', 'The tag is missing after the colon.'],
  ['quay.io/acme/web:-1', 'Start a tag with a letter, a digit or an underscore.'],
  ['quay.io/Acme/web', 'The path of an image has lower-case letters only.'],
  [`quay.io/${'a'.repeat(256)}`, 'The path of an image may have 255 characters.'],
  ['::bad::', 'The tag is missing after the colon.'],
  ['quay_io.:x/a', 'This is not a pull spec. It looks like registry.example/path/image:tag.'],
])('pull spec %s', (text, expected) => {
  expect(pullSpecProblem(text)).toBe(expected)
})
