import { expect, test } from 'vitest'
import { defaultPruneOptions, parsePruneArgs, pruneCommand, type PruneOptions } from './pruneOptions.ts'

const MINUTE = 60_000_000_000n
const unlimited = { keepYoungerThan: undefined, keepTagRevisions: undefined }

test.each<[args: string, change: Partial<PruneOptions>]>([
  ['', {}],
  ['--keep-tag-revisions=5 --keep-younger-than 96h', { keepTagRevisions: 5, keepYoungerThan: 96n * 60n * MINUTE }],
  ['--keep-tag-revisions 0 --keep-younger-than=0', { keepTagRevisions: 0, keepYoungerThan: 0n }],
  ['--keep-tag-revisions=0x10', { keepTagRevisions: 16 }],
  ['--keep-tag-revisions=1 --keep-tag-revisions=2', { keepTagRevisions: 2 }],
  ['--prune-over-size-limit', { ...unlimited, overSizeLimit: true }],
  ['--prune-over-size-limit=false', { ...unlimited, overSizeLimit: false }],
  [
    '--all=false --prune-registry=0 --ignore-invalid-refs=T',
    { all: false, pruneRegistry: false, ignoreInvalidRefs: true },
  ],
  ['--all --ignore-invalid-refs=false', {}],
  ['-n x', { namespace: 'x' }],
  ['-nx', { namespace: 'x' }],
  ['-n=x', { namespace: 'x' }],
  ['--namespace=x', { namespace: 'x' }],
  ['--namespace x --confirm', { namespace: 'x' }],
  ['--namespace=', { namespace: 'default' }],
  ['--confirm --certificate-authority=/ca.crt --registry-url=https://r.svc:5000/ --num-workers 9 --loglevel=1', {}],
  ['--force-insecure --registry-url http://r --kubeconfig=/k -s https://api -v4 --', {}],
])('%s', (args, change) => {
  const words = args ? args.split(' ') : []
  expect(parsePruneArgs(words)).toEqual({ options: { ...defaultPruneOptions, ...change } })
})

test.each([
  ['x', 'no arguments are allowed to this command'],
  ['--all false', 'no arguments are allowed to this command'],
  ['--nope', 'unknown flag: --nope'],
  ['-nx -q', "unknown shorthand flag: 'q' in -q"],
  ['--=x', 'bad flag syntax: --=x'],
  ['--keep-tag-revisions', 'flag needs an argument: --keep-tag-revisions'],
  ['--all -n', "flag needs an argument: 'n' in -n"],
  [
    '--keep-tag-revisions=many',
    'invalid argument "many" for "--keep-tag-revisions" flag: strconv.ParseInt: parsing "many": invalid syntax',
  ],
  [
    '--keep-tag-revisions=9223372036854775808',
    'invalid argument "9223372036854775808" for "--keep-tag-revisions" flag: strconv.ParseInt: parsing "9223372036854775808": value out of range',
  ],
  [
    '--keep-younger-than=3_days',
    'invalid argument "3_days" for "--keep-younger-than" flag: time: unknown unit "_days" in duration "3_days"',
  ],
  ['--all=yes', 'invalid argument "yes" for "--all" flag: strconv.ParseBool: parsing "yes": invalid syntax'],
  ['--keep-younger-than=-1ns', '--keep-younger-than must be greater than or equal to 0'],
  ['--keep-tag-revisions=-1', '--keep-tag-revisions must be greater than or equal to 0'],
  [
    '--prune-over-size-limit=false --keep-tag-revisions=3',
    '--prune-over-size-limit cannot be specified with --keep-tag-revisions nor --keep-younger-than',
  ],
  [
    '--prune-over-size-limit --keep-younger-than=60m',
    '--prune-over-size-limit cannot be specified with --keep-tag-revisions nor --keep-younger-than',
  ],
  ['--registry-url=r/path', 'invalid --registry-url flag: no path after <host>[:<port>] is allowed'],
  ['--registry-url=r?a=b', 'invalid --registry-url flag: no query arguments are allowed after <host>[:<port>]'],
  ['--registry-url=ftp://r', 'invalid --registry-url flag: unsupported scheme: ftp'],
  ['--registry-url=https://', 'invalid --registry-url flag: no host name specified'],
  ['--registry-url=://r', 'invalid --registry-url flag: parse "://r": missing protocol scheme'],
  ['--registry-url=r:x', 'invalid --registry-url flag: parse "https://r:x": invalid port ":x" after host'],
  ['--certificate-authority=/ca --force-insecure', '--certificate-authority cannot be specified with --force-insecure'],
  [
    '--certificate-authority=/ca --registry-url=http://r',
    '--certificate-authority cannot be specified for insecure http protocol',
  ],
])('%s is refused', (args, error) => {
  expect(parsePruneArgs(args.split(' '))).toEqual({ error })
})

test.each<[words: string, change: Partial<PruneOptions>]>([
  ['', {}],
  ['--keep-tag-revisions=5 --keep-younger-than=72h', { keepTagRevisions: 5, keepYoungerThan: 72n * 60n * MINUTE }],
  ['--keep-tag-revisions=0 --keep-younger-than=1h30m', { keepTagRevisions: 0, keepYoungerThan: 90n * MINUTE }],
  ['--keep-younger-than=0s', { keepYoungerThan: 0n }],
  ['--keep-younger-than=1.5s', { keepYoungerThan: 1_500_000_000n }],
  ['--keep-younger-than=10m', { keepYoungerThan: 10n * MINUTE }],
  ['--prune-over-size-limit --all=false', { ...unlimited, overSizeLimit: true, all: false }],
  ['--prune-over-size-limit=false', { ...unlimited, overSizeLimit: false }],
  [
    '--prune-registry=false --ignore-invalid-refs --namespace=x',
    { pruneRegistry: false, ignoreInvalidRefs: true, namespace: 'x' },
  ],
])('the command with %s says what is not as by default', (words, change) => {
  const options = { ...defaultPruneOptions, ...change }
  const command = `oc adm prune images${words && ` ${words}`}`
  expect(pruneCommand(options)).toBe(command)
  expect(pruneCommand(options, true)).toBe(`${command} --confirm`)
  expect(parsePruneArgs(words ? words.split(' ') : [])).toEqual({ options })
})
