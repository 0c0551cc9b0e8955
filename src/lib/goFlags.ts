import { parseGoDuration } from './goDuration.ts'
import { goQuote } from './goQuote.ts'

/** What a flag takes. Only a boolean one can stand without a value. */
export interface GoFlag {
  type: 'bool' | 'int' | 'duration' | 'string'
  shorthand?: string
}

/** What a command line says: the texts of its flags, the last of each, and what is no flag. */
export interface GoFlags {
  values: ReadonlyMap<string, string>
  rest: readonly string[]
}

/** Reads a command line as Go's pflag does (`--flag=value`, `--flag value`, `-f value`, `-fvalue`), or gives its error word for word. */
export function parseGoFlags(
  args: readonly string[],
  flags: Readonly<Record<string, GoFlag>>,
): GoFlags | { error: string } {
  const values = new Map<string, string>()
  const rest: string[] = []
  const shorthands = new Map(Object.entries(flags).map(([name, { shorthand }]) => [shorthand, name]))
  const queue = [...args]
  const set = (name: string, value: string): string | undefined => {
    values.set(name, value)
    const flag = flags[name]
    const problem = flag && problemOf(flag, value)
    const label = flag?.shorthand ? `-${flag.shorthand}, --${name}` : `--${name}`
    return problem && `invalid argument ${goQuote(value)} for "${label}" flag: ${problem}`
  }

  const long = (arg: string): string | undefined => {
    const [, written = '', , value] = /^--([^=]*)(=(.*))?$/s.exec(arg) ?? []
    if (written === '' || written.startsWith('-')) return `bad flag syntax: ${arg}`
    const name = written.replaceAll('_', '-')
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
    if (!flag) return `unknown flag: --${written}`
    const given = value ?? (flag.type === 'bool' ? 'true' : queue.shift())
    return given === undefined ? `flag needs an argument: ${arg}` : set(name, given)
  }

  const short = (arg: string): string | undefined => {
    for (let letters = arg.slice(1); letters !== '';) {
      const letter = letters.charAt(0)
      const name = shorthands.get(letter)
      if (name === undefined) return `unknown shorthand flag: '${letter}' in -${letters}`
      const after = letters.slice(1)
      const takesValue = flags[name]?.type !== 'bool'
      if (!takesValue && !/^=./s.test(after)) {
        const problem = set(name, 'true')
        if (problem) return problem
        letters = after
        continue
      }
      if (after !== '') return set(name, after.replace(/^=(?=.)/s, ''))
      const given = queue.shift()
      return given === undefined ? `flag needs an argument: '${letter}' in -${letters}` : set(name, given)
    }
    return undefined
  }

  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      rest.push(...queue)
      break
    }
    if (arg === '-' || !arg.startsWith('-')) {
      rest.push(arg)
      continue
    }
    const error = arg.startsWith('--') ? long(arg) : short(arg)
    if (error !== undefined) return { error }
  }
  return { values, rest }
}

/** A boolean as Go's strconv.ParseBool reads it. */
export function parseGoBool(text: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
  return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : undefined
}

const MOST = (1n << 63n) - 1n

/** A whole number as Go's strconv.ParseInt reads it, which takes 0x10, 0b1, 0o7, 010 and 1_000; undefined when it is none. */
export function parseGoInt(text: string): bigint | undefined {
  const [, sign, digits = ''] = /^([-+]?)(.+)$/s.exec(text) ?? []
  const forms: [RegExp, string][] = [
    [/^0x(_?[0-9a-f])+$/i, ''],
    [/^0b(_?[01])+$/i, ''],
    [/^0o(_?[0-7])+$/i, ''],
    [/^0(_?[0-7])+$/, '0o'],
    [/^(0|[1-9](_?[0-9])*)$/, ''],
  ]
  const form = forms.find(([pattern]) => pattern.test(digits))
  if (!form) return undefined
  const value = BigInt(form[1] + digits.replaceAll('_', ''))
  return sign === '-' ? -value : value
}

function problemOf({ type }: GoFlag, value: string): string | undefined {
  if (type === 'bool')
    return parseGoBool(value) === undefined ? `strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax` : undefined
  if (type === 'duration') {
    const duration = parseGoDuration(value)
    return 'error' in duration ? duration.error : undefined
  }
  if (type !== 'int') return undefined
  const number = parseGoInt(value)
  if (number === undefined) return `strconv.ParseInt: parsing ${goQuote(value)}: invalid syntax`
  if (number > MOST || number < -MOST - 1n) return `strconv.ParseInt: parsing ${goQuote(value)}: value out of range`
  return undefined
}
