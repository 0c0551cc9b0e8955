/** What is no list of origins: what the development servers refuse, the container refuses too. */
export const notOrigins: readonly string[] = [
  '* https://a.example',
  'console.example.com',
  'https://a.example/path',
  'https://user@a.example',
  "https://a.example;script-src 'unsafe-inline'",
  'https://a.example,b.example',
  'javascript:alert(1)',
  'data:',
  'https:',
  "'unsafe-inline'",
  'https://*',
  'https://a.example" always; add_header X y',
]
