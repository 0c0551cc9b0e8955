/** The labels of a series; its name is the label __name__. Labels without a value are not there. */
export type Labels = Readonly<Record<string, string>>

/** One text per set of labels, whatever their order. */
export function keyOf(labels: Labels): string {
  let key = ''
  for (const name of Object.keys(labels).toSorted()) key += `${name}\u0000${labels[name] ?? ''}\u0001`
  return key
}

/** Without some labels. */
export const without = (labels: Labels, names: readonly string[]): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)))

/** Only some labels. */
export const only = (labels: Labels, names: readonly string[]): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)))

/** What a function leaves of a series' labels: they are no longer of that metric. */
export const unnamed = (labels: Labels): Labels => without(labels, ['__name__'])

/** `{code="200", method="get"}`, as errors quote labels. */
export const quoted = (labels: Labels): string =>
  `{${Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`

/** By labels, the order in which Prometheus answers. */
export function compareLabels(a: Labels, b: Labels): number {
  const left = Object.entries(a).toSorted(([x], [y]) => (x < y ? -1 : 1))
  const right = Object.entries(b).toSorted(([x], [y]) => (x < y ? -1 : 1))
  for (const [index, [name, value]] of left.entries()) {
    const other = right[index]
    if (!other) return 1
    if (name !== other[0]) return name < other[0] ? -1 : 1
    if (value !== other[1]) return value < other[1] ? -1 : 1
  }
  return left.length - right.length
}

/** A number as Prometheus writes it: `NaN`, `+Inf`, `1e+21`. */
export function written(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return Object.is(value, -0) ? '-0' : decimal(value)
}

/** Go writes every digit of a number, without an exponent. */
function decimal(value: number): string {
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts
  const digits = first + rest
  const places = Number(exponent)
  return places < 0
    ? `${sign}0.${'0'.repeat(-places - 1)}${digits}`
    : `${sign}${digits}${'0'.repeat(places - rest.length)}`
}
