import { describe, expect, it } from 'vitest'
import { contentProblems } from './contents.ts'

describe('contentProblems', () => {
  it.each<[string, string, RegExp]>([
    ['a.js', 'const medieval = (x) => x; medieval(1); a.eval("1"); n.isFunction("x")', /^$/],
    ['a.js', 'eval("1")', /calls eval/],
    ['a.js', ';(0,eval)("1")', /calls eval/],
    ['a.js', 'x=eval (x)', /calls eval/],
    ['a.js', 'new Function("return 1")', /function of text/],
    ['a.js', 'x=Function(`return this`)()', /function of text/],
    ['a.js', 'x instanceof Function(', /^$/],
    ['a.js', 'setTimeout("go()", 1)', /runs text/],
    ['a.js', 'setTimeout(()=>go(),1)', /^$/],
    ['a.js', 'document.write("<b>")', /writes into/],
    ['a.js', '1\n//# sourceMappingURL=a.js.map', /names a source map/],
    ['a.js.map', '{}', /is a source map/],
    ['a.js', '"-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA"', /private key/],
    ['a.js', '"-----BEGIN PRIVATE KEY-----" is how it begins', /^$/],
    ['a.js', `"sha256~${'a'.repeat(43)}"`, /token of OpenShift/],
    ['a.js', 'ns="http://www.w3.org/2000/svg"; `https://${host}/v2`; "https://WWW.W3.org"', /^$/],
    ['a.js', 'import("https://cdn.example.net/x.js")', /names cdn\.example\.net/],
    ['a.js', 'f="http://www.w3.org.example.net/"', /names www\.w3\.org\.example\.net/],
    ['a.js', '"/home/somebody/console/src/x.ts"', /names \/home\/somebody\/console, a folder/],
    ['a.txt', 'https://anybody.example/home/somebody', /^$/],
    [
      'a.css',
      '@import "//fonts.example/a.css"; a{background:url(./b.svg)}',
      /loads @import "\/\/fonts\.example\/a\.css$/,
    ],
    ['a.css', "a{src:url('https://fonts.example/a.woff2')}", /loads url\('https:\/\/fonts\.example/],
    ['a.css', 'a{background:url(../b.svg)} /* https://a.example */', /^$/],
  ])('%s: %s', (name, text, problem) => {
    expect(contentProblems(name, text, ['/home/somebody/console', '/']).join('\n')).toMatch(problem)
  })
})
