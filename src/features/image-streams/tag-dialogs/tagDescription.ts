import type { TagReference } from '../../../k8s/resources/imageStream.ts'
import { t } from '../../../lib/t.ts'
import type { Problems } from '../../../ui/fields.tsx'

/** What catalogs show of a tag. */
export interface Description {
  description: string
  displayName: string
  iconClass: string
  tags: string
  version: string
  sampleRepo: string
  supports: string
}

const annotations: Record<keyof Description, string> = {
  description: 'description',
  displayName: 'openshift.io/display-name',
  iconClass: 'iconClass',
  tags: 'tags',
  version: 'version',
  sampleRepo: 'sampleRepo',
  supports: 'supports',
}

// The keys of the table above are those of the form.
const fields = Object.keys(annotations) as (keyof Description)[]

/** What the annotations of a tag say. */
export function descriptionOf(tag: TagReference | undefined): Description {
  const found = (field: keyof Description) => tag?.annotations?.[annotations[field]] ?? ''
  return {
    description: found('description'),
    displayName: found('displayName'),
    iconClass: found('iconClass'),
    tags: found('tags'),
    version: found('version'),
    sampleRepo: found('sampleRepo'),
    supports: found('supports'),
  }
}

/** Which annotations the edits change: those that are emptied go, and those that were never there stay so. */
export function descriptionChanges(tag: TagReference, edits: Partial<Description>): Record<string, string | undefined> {
  const before = descriptionOf(tag)
  const changes: Record<string, string | undefined> = {}
  for (const field of fields) {
    const value = edits[field]
    if (value === undefined || value === before[field]) continue
    const list = field === 'tags' || field === 'supports'
    const text = list ? commaList(value) : value.trim()
    changes[annotations[field]] = text === '' ? undefined : text
  }
  return changes
}

/** Words of a list without blanks around them: `oc new-app` compares "hidden" exactly. */
function commaList(text: string): string {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .join(',')
}

/** Whether tools hide a tag from who looks for something to build on. */
export function isHidden({ tags }: Description): boolean {
  return commaList(tags).split(',').includes('hidden')
}

/** What is wrong with the fields. The server takes anything. */
export function descriptionProblems({ sampleRepo }: Description): Problems {
  const text = sampleRepo.trim()
  const isAddress = text === '' || /^(https?|ssh|git):\/\/\S+$/.test(text) || /^\S+@\S+:\S+$/.test(text)
  return { sampleRepo: isAddress ? undefined : t('Enter the address of a Git repository, such as https://…') }
}
