import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form'
import { TextArea } from '@patternfly/react-core/dist/esm/components/TextArea'
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { useContext, useId, useRef, useState } from 'react'
import { mostSecretBytes, type AuthFile } from '../../k8s/resources/pullSecretFile.ts'
import { scopeName } from '../../lib/registryHost.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { ProblemsContext, requiredMark } from '../fields.tsx'
import { fileProblemText } from './pullSecretForm.ts'
import { accountWord, registryProblemSentence } from './pullSecretWords.ts'

interface AuthFileFieldProps {
  file: AuthFile
  text: string
  onChange(text: string): void
}

/** An auth file, pasted or chosen. It is masked; what is seen of it are the registries. */
export function AuthFileField({ file, text, onChange }: AuthFileFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const missing = useContext(ProblemsContext)['file']
  const [refused, setRefused] = useState<string>()
  const found = file.problem === undefined ? file : undefined
  const problem = refused ?? (text === '' ? missing : file.problem && fileProblemText(file.problem))
  const change = (next: string) => {
    setRefused(undefined)
    onChange(next)
  }
  const choose = async (chosen: File | undefined) => {
    // The same file can be chosen again after it was changed.
    if (input.current) input.current.value = ''
    if (!chosen) return
    if (chosen.size > mostSecretBytes) {
      onChange('')
      return setRefused(fileProblemText('tooLarge'))
    }
    try {
      change(await chosen.text())
    } catch {
      setRefused(t('The file could not be read. Choose it again.'))
    }
  }
  return (
    <FormGroup label={t('Auth file')} fieldId={id} labelHelp={requiredMark}>
      <TextArea
        id={id}
        name="file"
        className="rc-auth-file"
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        rows={4}
        resizeOrientation="vertical"
        aria-describedby={`${id}-help`}
        aria-invalid={problem !== undefined}
        validated={problem === undefined ? 'default' : 'error'}
        onChange={(_, next) => change(next)}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} component="div" isLiveRegion>
          {problem !== undefined && (
            <HelperTextItem component="div" variant="error">
              {problem}
            </HelperTextItem>
          )}
          <HelperTextItem component="div">
            {t(
              'auth.json of podman, config.json or .dockercfg of docker, or the pull secret from console.redhat.com. It is not shown again.',
            )}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
      <div className="rc-auth-file__choose">
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('Choose an auth file')}
          onChange={({ target }) => void choose(target.files?.[0])}
        />
        <Button onClick={() => input.current?.click()}>{t('Choose a file')}</Button>
        {text !== '' && (
          <Button variant="link" isInline onClick={() => change('')}>
            {t('Clear')}
          </Button>
        )}
      </div>
      {found && <FoundRegistries file={found} />}
    </FormGroup>
  )
}

function FoundRegistries({ file }: { file: Extract<AuthFile, { problem?: undefined }> }) {
  return (
    <div className="rc-auth-file__found">
      <ul aria-label={t('Registries in the file')}>
        {file.registries.map(({ scope, account, problem }) => (
          <li key={scope}>
            <span className="rc-break">{scopeName(scope)}</span>{' '}
            <span className="rc-subtle">
              {accountWord(account)}
              {problem && ` · ${registryProblemSentence(problem)}`}
            </span>
          </li>
        ))}
      </ul>
      {file.leftOut.length > 0 && (
        <p className="rc-subtle">
          {t('Left out, because their entries sign in nowhere: {{registries}}', {
            registries: listed(file.leftOut),
          })}
        </p>
      )}
    </div>
  )
}
