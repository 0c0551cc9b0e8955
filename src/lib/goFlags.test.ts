import { expect, test } from 'vitest'
import { parseGoBool, parseGoFlags, parseGoInt, type GoFlag } from './goFlags.ts'

const flags: Record<string, GoFlag> = {
  yes: { type: 'bool', shorthand: 'y' },
  quick: { type: 'bool', shorthand: 'q' },
  name: { type: 'string', shorthand: 'n' },
  wait: { type: 'duration' },
}

test.each([
  ['-yq -nx', { yes: 'true', quick: 'true', name: 'x' }, []],
  ['-yn x', { yes: 'true', name: 'x' }, []],
  ['-y=false', { yes: 'false' }, []],
  ['-n=', { name: '=' }, []],
  ['--name --yes', { name: '--yes' }, []],
  ['a --yes b - -- --quick', { yes: 'true' }, ['a', 'b', '-', '--quick']],
  ['--name=a=b', { name: 'a=b' }, []],
])('%s', (args, values, rest) => {
  const parsed = parseGoFlags(args.split(' '), flags)
  if ('error' in parsed) throw new Error(parsed.error)
  expect(Object.fromEntries(parsed.values)).toEqual(values)
  expect(parsed.rest).toEqual(rest)
})

test.each([
  ['---yes', 'bad flag syntax: ---yes'],
  ['--wait=5', 'invalid argument "5" for "--wait" flag: time: missing unit in duration "5"'],
  ['-y=no', 'invalid argument "no" for "-y, --yes" flag: strconv.ParseBool: parsing "no": invalid syntax'],
  ['-y=', "unknown shorthand flag: '=' in -="],
  ['-yx', "unknown shorthand flag: 'x' in -x"],
  ['--constructor', 'unknown flag: --constructor'],
])('%s is refused', (args, error) => {
  expect(parseGoFlags(args.split(' '), flags)).toEqual({ error })
})

test.each([
  ['0', 0n],
  ['-12', -12n],
  ['+7', 7n],
  ['0x1F', 31n],
  ['0b101', 5n],
  ['0o17', 15n],
  ['017', 15n],
  ['1_000', 1000n],
  ['09', undefined],
  ['_1', undefined],
  ['1__0', undefined],
  ['1.0', undefined],
  ['', undefined],
  ['0x', undefined],
])('the number %s', (text, value) => {
  expect(parseGoInt(text)).toBe(value)
})

test('booleans', () => {
  expect(['1', 't', 'TRUE', 'true', 'True'].map(parseGoBool)).toEqual(Array.from({ length: 5 }, () => true))
  expect(['0', 'f', 'FALSE', 'false', 'False'].map(parseGoBool)).toEqual(Array.from({ length: 5 }, () => false))
  expect(['', 'yes', 'tRUE'].map(parseGoBool)).toEqual([undefined, undefined, undefined])
})
