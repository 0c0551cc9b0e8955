import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// Names of things, not places anything is loaded from; and what people may follow by hand.
const names = [
  /^https?:\/\/www\.w3\.org\//,
  /^https?:\/\/(localhost|127\.0\.0\.1)\b/,
  /^https?:\/\/[\w.-]*\bexample\b/,
  // What pull secrets call Docker Hub.
  /^https:\/\/index\.docker\.io\/v1\/$/,
]

/** Addresses outside the cluster in a text that ships, comments aside. */
function outsideAddresses(text: string): string[] {
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return (code.match(/\b(?:https?|wss?):\/\/[\w.-]+[^\s'"`)<]*/g) ?? []).filter(
    (address) => !names.some((name) => name.test(address)),
  )
}

describe('what ships', () => {
  it('names no address outside the cluster', () => {
    const files = globSync('{index.html,src/**/*.{ts,tsx,css,json},public/**/*.{json,svg,html}}').filter(
      (path) => !/\.test\.tsx?$|\/test[A-Z]\w*\.ts$/.test(path) && !path.includes('generated'),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(
      files.flatMap((path) => outsideAddresses(readFileSync(path, 'utf8')).map((address) => `${path} ${address}`)),
    ).toEqual([])
  })

  it('would be found with one', () => {
    expect(outsideAddresses("fetch('https://cdn.jsdelivr.net/x.js')")).toHaveLength(1)
    expect(outsideAddresses('@import url(http://fonts.googleapis.com/css)')).toHaveLength(1)
    expect(outsideAddresses('// see https://docs.openshift.com/')).toEqual([])
  })
})
