import { beforeEach, expect, it, vi } from 'vitest'
import { chooseSignIn, forgetSignIn, noteLogOut, sessionAddress, takeTurn } from './signIn.ts'

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

/** Another tab of the same browser: what a tab keeps for itself is not its own. */
const inAnotherTab = () => sessionStorage.clear()
const later = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + ms)

it.each([
  ['oauth/start?rd={path}', '/imagestreams?q=a&b=%2F#x', '/oauth/start?rd=%2Fimagestreams%3Fq%3Da%26b%3D%252F%23x'],
  ['/oauth2/start?rd={path}', '/', '/oauth2/start?rd=%2F'],
  ['https://login.example.com/?next={path}&again={path}', '/a', 'https://login.example.com/?next=%2Fa&again=%2Fa'],
  ['oauth/sign_out', '/a', '/oauth/sign_out'],
  ['oauth/start?rd={path}', "/$&$'", "/oauth/start?rd=%2F%24%26%24'"],
  // These would lead to another host.
  ['oauth/start?rd={path}', '//evil.example.com/', '/oauth/start?rd=%2F'],
  ['oauth/start?rd={path}', '/\\evil.example.com/', '/oauth/start?rd=%2F'],
])('%s from %s leads to %s', (template, path, address) => {
  expect(sessionAddress(template, path)).toBe(new URL(address, document.baseURI).href)
})

it('one tab at a time signs in by itself, and none goes round in circles', async () => {
  expect(await takeTurn()).toBe('go')
  expect(await takeTurn()).toBe('again')
  inAnotherTab()
  expect(await takeTurn()).toBe('others')
  later(3 * 60_000)
  expect(await takeTurn()).toBe('go')
  vi.restoreAllMocks()
  forgetSignIn()
  expect(await takeTurn()).toBe('go')
})

it('fifty tabs that are opened at once send one person to sign in', async () => {
  const turns: string[] = []
  for (let tab = 0; tab < 50; tab++) {
    inAnotherTab()
    turns.push(await takeTurn())
  }
  expect(turns.filter((turn) => turn === 'go')).toHaveLength(1)
})

it('who has asked to sign in makes other tabs wait, and this one when it did so itself', async () => {
  chooseSignIn('new')
  expect(await takeTurn()).toBe('others')
  chooseSignIn('this')
  expect(await takeTurn()).toBe('again')
})

it('who has logged out is signed in by no tab, until they ask for it', async () => {
  noteLogOut()
  expect(await takeTurn()).toBe('loggedOut')
  inAnotherTab()
  expect(await takeTurn()).toBe('loggedOut')
  chooseSignIn('this')
  inAnotherTab()
  expect(await takeTurn()).toBe('others')
})

it('a browser that keeps nothing is asked, as nothing would end a circle', async () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(await takeTurn()).toBe('again')
  vi.restoreAllMocks()
})
