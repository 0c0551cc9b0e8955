import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { scopeName } from '../../lib/registryHost.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { TextField } from '../fields.tsx'
import { fieldName, type LoginFields } from './pullSecretForm.ts'

interface LoginsFieldProps {
  logins: readonly LoginFields[]
  onChange(logins: readonly LoginFields[]): void
}

/** User names and passwords for one registry or several. */
export function LoginsField({ logins, onChange }: LoginsFieldProps) {
  const set = (id: number, change: Partial<LoginFields>) =>
    onChange(logins.map((login) => (login.id === id ? { ...login, ...change } : login)))
  const group = useRef<HTMLDivElement>(null)
  /** Changes the entries and puts the focus where the work goes on: an entry that is gone cannot keep it. */
  const changeAndFocus = (next: readonly LoginFields[], at: number) => {
    flushSync(() => onChange(next))
    const hosts = group.current?.querySelectorAll<HTMLElement>('.rc-login > :first-child input')
    hosts?.[Math.min(at, hosts.length - 1)]?.focus()
  }
  const add = () => {
    const id = Math.max(...logins.map((login) => login.id)) + 1
    changeAndFocus([...logins, { id, registry: '', username: '', password: '' }], logins.length)
  }
  return (
    <div ref={group} className="rc-logins">
      {logins.map((login, index) => (
        <div
          key={login.id}
          className="rc-login"
          role="group"
          aria-label={t('Registry {{number}}', { number: index + 1 })}
        >
          <TextField
            name={fieldName('registry', index)}
            label={t('Registry host')}
            value={login.registry}
            onChange={(registry) => set(login.id, { registry })}
            help={registryHelp(login.registry)}
            required
          />
          <TextField
            name={fieldName('username', index)}
            label={t('User name')}
            value={login.username}
            onChange={(username) => set(login.id, { username })}
            help={userHelp(login)}
            required
          />
          <TextField
            name={fieldName('password', index)}
            label={t('Password or token')}
            type="password"
            autoComplete="new-password"
            value={login.password}
            onChange={(password) => set(login.id, { password })}
            help={
              logins.length === 1
                ? t('It is not shown again. In the command, put it in place of PASSWORD.')
                : t('It is not shown again. podman asks for it.')
            }
            required
          />
          {logins.length > 1 && (
            <div>
              <Button
                variant="link"
                isInline
                aria-label={t('Remove {{key}}', {
                  key: login.registry || t('registry {{number}}', { number: index + 1 }),
                })}
                onClick={() =>
                  changeAndFocus(
                    logins.filter(({ id }) => id !== login.id),
                    index,
                  )
                }
              >
                {t('Remove')}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button variant="link" isInline onClick={add}>
          {t('Add another registry')}
        </Button>
      </div>
    </div>
  )
}

function registryHelp(registry: string): string {
  const host = scopeName(registry.trim()).replace(/^https?:\/\//, '')
  return host.includes('/') && !host.endsWith('/')
    ? t('Only images whose path begins so are pulled with it.')
    : t('Host and port as in the pull spec: docker.io, quay.io. A path limits the credentials to that part.')
}

/** Which account to take, for registries that have more than one kind. */
function userHelp({ registry, username }: LoginFields): string | undefined {
  const host = registry.trim().toLowerCase()
  if (/(^|\/)registry\.(connect\.)?redhat\.(io|com)$/.test(host) && !username.includes('|'))
    return t(
      'Use a registry service account: its user name looks like 12345678|name. Personal accounts are not supported in production, and stop working when the password changes.',
    )
  if (/(^|\/)quay\.io(\/|$)/.test(host) && username !== '' && !username.includes('+'))
    return t('A robot account (organization+name) keeps working when people leave.')
  return undefined
}
