import { Alert } from './Alert.tsx'

/** What is to be known of a field, and is no reason to refuse it. */
export function FieldWarning({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return <Alert inline status="warning" title={text} />
}
