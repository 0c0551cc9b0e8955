import { afterEach, beforeEach, expect, it } from 'vitest'
import { trustedScript } from './trustedScript.ts'

beforeEach(() => document.head.append(Object.assign(document.createElement('base'), { href: '/console/' })))
afterEach(() => document.querySelector('base')?.remove())

it('lets scripts of the console pass', () => {
  const address = new URL('/console/assets/worker.js', location.href).href
  expect([trustedScript('assets/worker.js'), trustedScript(address)]).toEqual([address, address])
})

it.each([
  'https://evil.example.com/console/assets/worker.js',
  '//evil.example.com/console/worker.js',
  '/other/worker.js',
  '../worker.js',
  'data:text/javascript,alert(1)',
  'blob:http://localhost/1',
])('refuses %s', (url) => {
  expect(() => trustedScript(url)).toThrow('not a script of the console')
})
