import { afterEach, describe, expect, it } from 'vitest'
import { languageOf } from './languages.ts'
import { formatNumber, loadLanguage, locale, t } from './t.ts'

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

describe('languages', () => {
  afterEach(() => loadLanguage(['en']))

  it.each([
    [['de-AT', 'en'], 'de'],
    [['nl', 'fr-CA'], 'fr'],
    [['zh-Hans-CN'], 'zh'],
    [['nl', 'sv'], 'en'],
    [['constructor', 'toString'], 'en'],
    [['en-GB', 'de'], 'en'],
    [['en-XA'], 'en-XA'],
    [[], 'en'],
  ])('who reads %j gets %s', (wanted, tag) => expect(languageOf(wanted)).toBe(tag))

  it('changes texts, counts and numbers', async () => {
    await loadLanguage(['de'])
    expect([locale(), formatNumber(1234.5)]).toEqual(['de', '1.234,5'])
    expect(t('Delete')).toBe('Löschen')
    expect([1, 2000].map((count) => t('{{count}} pods', { count }))).toEqual(['1 Pod', '2.000 Pods'])
    // The same word in English.
    expect([t('To'), t('To', { context: 'time' })]).toEqual(['An', 'Bis'])
    await loadLanguage(['fr'])
    expect(t('{{count}} days', { count: 0 })).toBe('0 jour')
    expect(t('{{count}} days', { count: 2_000_000 })).toContain('jours')
    await loadLanguage(['ja'])
    expect(t('{{count}} days', { count: 1 })).toBe(t('{{count}} days', { count: 2 }).replace('2', '1'))
  })

  it('shows what comes from no catalog, and what has no room', async () => {
    await loadLanguage(['en-XA'])
    expect(t('Delete {{name}}', { name: 'web' })).toBe('[Ðéļéţé web one]')
    expect(t('{{count}} tags', { count: 2000 })).toBe('[2,000 ţáĝš on]')
  })
})
