import { describe, expect, it } from 'vitest'
import { formatNumber, t } from './t.ts'

describe('t', () => {
  it.each([
    ['Image streams', {}, 'Image streams'],
    ['Copy {{what}}', { what: 'a: <b>&"c"' }, 'Copy a: <b>&"c"'],
    ['{{count}} tags', { count: 1 }, '1 tag'],
    ['{{count}} tags', { count: 1377 }, '1,377 tags'],
    ['A sentence: with colons. And dots_one', {}, 'A sentence: with colons. And dots_one'],
    ['{{a}} of {{b}}', { a: 0, b: 5000 }, '0 of 5,000'],
    ['No {{value}}', { value: undefined }, 'No '],
    ['{{name}} nests nothing', { name: '$t(Image streams) {{a}}' }, '$t(Image streams) {{a}} nests nothing'],
  ])('%s with %o is %s', (key, params, text) => {
    expect(t(key, params)).toBe(text)
  })

  it('keeps texts apart that differ in what stands in them', () => {
    expect(t('{{a}} of {{b}}', { a: 1, b: 11 })).toBe('1 of 11')
    expect(t('{{a}} of {{b}}', { a: 11, b: 1 })).toBe('11 of 1')
    expect(t('{{a}} of {{b}}', { a: '1000', b: 1000 })).toBe('1000 of 1,000')
    expect(t('{{a}} of {{b}}', { a: 1000, b: '1000' })).toBe('1,000 of 1000')
  })

  it('writes numbers by locale', () => {
    expect(formatNumber(1234567)).toBe('1,234,567')
  })
})
