import { expect, test } from 'vitest'
import { goJsonError } from './gojson.ts'
import { fieldSelector, labelSelector } from './selectors.ts'

const object = {
  metadata: { name: 'api', namespace: 'payments', labels: { app: 'web', tier: 'front', n: '5', empty: '' } },
}

test.each([
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app!=web', false],
  ['missing!=web', true],
  ['app', true],
  ['!app', false],
  ['!missing', true],
  ['app in (web, api),tier notin (back)', true],
  ['app in (api)', false],
  ['missing notin (api)', true],
  ['n>4', true],
  ['n<4', false],
  ['app=web,missing', false],
  ['empty=', true],
  ['example.com/a-b_c=x', false],
])('the label selector %s matches: %s', (text, matches) => {
  expect(labelSelector(text)(object)).toBe(matches)
})

test('an object without labels is selected by what it lacks', () => {
  expect(labelSelector('!a')({ metadata: { name: 'x', labels: null } })).toBe(true)
})

test.each([
  ['a=b=c', "found '=', expected: ',' or 'end of string'"],
  ['a in b', "unable to parse requirement: found 'b', expected: '('"],
  ['=a', "unable to parse requirement: found '=', expected: identifier"],
  ['a=b,', "found '', expected: identifier after ','"],
])('the label selector %s is refused', (text, message) => {
  expect(() => labelSelector(text)).toThrow(message)
})

test.each([
  ['metadata.name=api', true],
  ['metadata.name!=api', false],
  ['metadata.name==api,metadata.namespace=payments', true],
  ['metadata.namespace=other', false],
])('the field selector %s matches: %s', (text, matches) => {
  expect(fieldSelector(text)(object)).toBe(matches)
})

test('a field that the kind does not know is refused, one that it knows is not', () => {
  const message = '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"'
  expect(() => fieldSelector('spec.foo=1')).toThrow(message)
  expect(fieldSelector('spec.foo=1', [{ path: 'spec.foo', of: () => '1' }])(object)).toBe(true)
})

test.each([
  ['{"kind":', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
  ['\u0081', "invalid character '\\u0081' looking for beginning of value"],
  ['{a', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1', "invalid character '1' after object key"],
  ['{"a":1 "b"', `invalid character '"' after object key:value pair`],
  ['[1 2', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['{"a":[1,-2.5e3,true,null,"\\u00e9"]}', undefined],
])('Go says of %j: %s', (text, message) => {
  expect(goJsonError(text)).toBe(message)
})
