import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useState } from 'react'
import { parseImageReference } from '../../../lib/imageReference.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { ProblemsContext, TextField } from '../../../ui/fields.tsx'
import './resolve.css'

/** Asks for a pull spec. `value`: what the address says. */
export function ResolveForm({ value, onResolve }: { value: string; onResolve(pullSpec: string): void }) {
  const [typed, setTyped] = useState(value)
  const [sent, setSent] = useState(value)
  const [attempted, setAttempted] = useState(value !== '')
  // Somebody followed a link, or went back.
  if (value !== sent) {
    setSent(value)
    setTyped(value)
    setAttempted(value !== '')
  }
  const problem = pullSpecProblem(typed)
  return (
    <ProblemsContext value={attempted && problem !== undefined ? { pullSpec: problem } : none}>
      <Form
        aria-label={t('Where would an image come from?')}
        noValidate
        className="rc-resolve__form"
        onSubmit={(event) => {
          event.preventDefault()
          setAttempted(true)
          if (problem === undefined) onResolve(typed.trim())
        }}
      >
        <TextField
          name="pullSpec"
          label={t('Pull spec')}
          value={typed}
          onChange={setTyped}
          placeholder={example}
          help={t('An image by tag or digest, as a pod would name it, or an image stream tag: project/name:tag.')}
        />
        <Button type="submit" variant="primary">
          {t('Resolve')}
        </Button>
      </Form>
    </ProblemsContext>
  )
}

const none = {}
const example = 'registry.redhat.io/ubi9/nodejs-22:latest'

/** What keeps a text from being looked up. */
export function pullSpecProblem(text: string): string | undefined {
  const pullSpec = text.trim()
  if (pullSpec === '') return t('Enter a pull spec.')
  if (/^https?:\/\//.test(pullSpec)) return t('Leave out the protocol: registry.example.com/team/app:tag.')
  if (parseImageReference(pullSpec)) return undefined
  return t('This is not a pull spec. Write host/path:tag or host/path@sha256:…, with the path in lower case.')
}
