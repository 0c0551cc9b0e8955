import { locale } from './t.ts'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** A number of bytes in IEC units, with one decimal from KiB on: "297.5 KiB". */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes)
  let power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10))
  // 1,048,575 bytes round to 1,024.0 KiB, which is 1.0 MiB.
  if (power < units.length - 1 && Number((size / 1024 ** power).toFixed(1)) >= 1024) power++
  const digits = power === 0 ? 0 : 1
  const value = numberFormat(digits).format(bytes / 1024 ** power)
  return `${value} ${units[power] ?? ''}`
}

const formats = new Map<string, Intl.NumberFormat>()

// Making a format takes far longer than using it.
function numberFormat(digits: number): Intl.NumberFormat {
  const key = `${locale()} ${digits}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits })
    formats.set(key, format)
  }
  return format
}
