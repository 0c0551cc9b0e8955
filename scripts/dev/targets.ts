import type { ProxyTarget } from './apiProxy.ts'

/** Where the environment says the cluster and its Prometheus are. Without API_URL there is no cluster, and the mock plays it. */
export function targetsFrom(env: Record<string, string | undefined>): ProxyTarget[] {
  const targets: ProxyTarget[] = []
  const insecure = isOn(env['API_INSECURE'])
  if (env['PROMETHEUS_URL'])
    targets.push({
      url: addressOf('PROMETHEUS_URL', env['PROMETHEUS_URL']),
      token: tokenOf('PROMETHEUS_TOKEN', env),
      insecure,
      prefixes: ['/prometheus'],
      strip: '/prometheus',
      hint: 'Set PROMETHEUS_URL to the address of the Prometheus or Thanos to ask.',
    })
  if (env['API_URL'])
    targets.push({
      url: addressOf('API_URL', env['API_URL']),
      token: tokenOf('API_TOKEN', env),
      insecure,
      prefixes: ['/api', '/apis', '/version', '/openapi', '/.well-known/oauth-authorization-server'],
      hint: proxyHint(env['API_URL']),
    })
  return targets
}

const isOn = (value: string | undefined) => value !== undefined && !['', '0', 'false', 'no'].includes(value)

/** A token as files and commands give it: with the end of its line. What no header can hold is refused, and not repeated. */
function tokenOf(variable: string, env: Record<string, string | undefined>): string | undefined {
  const token = env[variable]?.trim()
  if (token && !/^[\x21-\x7e]+$/.test(token))
    throw new Error(`${variable} has spaces or other characters in it that no token has. "oc whoami -t" prints one.`)
  return token
}

function proxyHint(url: string): string {
  const { hostname, port } = new URL(url)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return local
    ? `Start it with "oc proxy --port=${port || '8001'}", logged in to the cluster.`
    : 'Set API_URL to the address of the API server, or run "oc proxy" and set API_URL=http://127.0.0.1:8001.'
}

function addressOf(variable: string, value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error(`${variable} is "${value}". It has to be an address such as http://127.0.0.1:8001.`)
  return value
}
