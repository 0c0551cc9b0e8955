import type { Locator } from '@playwright/test'
import { projects } from './others.ts'
import { perform, type Change } from './perform.ts'
import { clicked, patience, type Scene, type Step } from './scene.ts'

const path = (url: string) => /\/imagestreams\/([^/?]+)\/([^/?]+)(?:\?|$)/.exec(url)

/** To the tags of a stream, unless they are shown already. */
async function streamPage({
  page,
  chance,
  streams,
  origin,
}: Scene): Promise<{ namespace: string; name: string } | undefined> {
  const [, here = '', open = ''] = path(page.url()) ?? []
  if (here && open !== 'create') return { namespace: here, name: open }
  const namespace = chance.pick(projects)
  const name = chance.pick(streams(namespace))
  if (name === undefined) return undefined
  await page.goto(`${origin}/imagestreams/${namespace}/${name}`, { waitUntil: 'commit', timeout: 5000 }).catch(() => {})
  const shown = page.getByRole('heading', { level: 1, name, exact: true })
  return shown.waitFor(patience).then(
    () => ({ namespace, name }),
    () => undefined,
  )
}

async function menu({ page }: Scene, of: string, action: string): Promise<boolean> {
  if (!(await clicked(page.getByRole('button', { name: `Actions for ${of}`, exact: true })))) return false
  return clicked(page.getByRole('menuitem', { name: action, exact: true }))
}

interface Stream {
  metadata: { labels?: Record<string, string> }
  spec?: { tags?: { name: string; annotations?: Record<string, string> }[] }
  status?: { tags?: { tag: string }[] }
}

const type = async (dialog: Locator, label: string, text: string) =>
  dialog.getByRole('textbox', { name: label, exact: true }).first().fill(text, patience)

let typed = 0
const fresh = (start: string) => `${start}-${++typed}`

/** A step in a dialog of a stream: from its menu, or from that of one of its tags. */
function onStream(
  name: string,
  weight: number,
  action: string,
  change: (of: { scene: Scene; stream: () => Stream | undefined; tag: string }) => Change,
  ofTag = false,
): Step {
  return {
    name,
    weight,
    async act(scene) {
      const at = await streamPage(scene)
      if (!at) return false
      const read = () => scene.object('image.openshift.io/imagestreams', at.namespace, at.name) as Stream | undefined
      const rows = scene.page.getByRole('table', { name: 'Tags' }).getByRole('rowheader')
      if (ofTag)
        await rows
          .first()
          .waitFor(patience)
          .catch(() => {})
      const tags = ofTag ? await rows.allTextContents() : []
      const tag = (scene.chance.pick(tags) ?? '').trim()
      if (ofTag && !tag) return false
      if (!(await menu(scene, ofTag ? tag : at.name, action))) return false
      scene.note(`${at.namespace}/${at.name}${ofTag ? `:${tag}` : ''}`)
      return perform(scene, change({ scene, stream: read, tag }))
    },
  }
}

const specTag = (stream: Stream | undefined, name: string) => stream?.spec?.tags?.find((tag) => tag.name === name)

/** What a person changes, each in a dialog of its own. */
export const writeSteps: readonly Step[] = [
  onStream('edit labels', 3, 'Edit labels', ({ stream }) => {
    const value = fresh('mine')
    return {
      confirm: 'Edit labels',
      async fill(dialog) {
        await dialog.getByRole('button', { name: 'Add to labels' }).click(patience)
        const keys = dialog.getByRole('textbox', { name: /^Labels: key / })
        await keys.last().fill(value, patience)
        await dialog
          .getByRole('textbox', { name: /^Labels: value / })
          .last()
          .fill('typed', patience)
      },
      holds: () => stream()?.metadata.labels?.[value] === 'typed' || !stream(),
    }
  }),
  onStream('add a tag', 3, 'Add tag', ({ stream }) => {
    const tag = fresh('mine')
    return {
      confirm: 'Add tag',
      async fill(dialog) {
        await type(dialog, 'Tag', tag)
        await type(dialog, 'Pull spec', 'quay.io/acme/gateway:2.5')
      },
      holds: () => specTag(stream(), tag) !== undefined || !stream(),
    }
  }),
  onStream(
    'describe a tag',
    2,
    'Edit description',
    ({ stream, tag }) => {
      const words = fresh('What it is for')
      return {
        confirm: 'Edit description',
        fill: (dialog) => type(dialog, 'Description', words),
        holds: () => {
          const now = specTag(stream(), tag)
          return !now || now.annotations?.['description'] === words
        },
      }
    },
    true,
  ),
  onStream(
    'move a tag',
    2,
    'Change source',
    () => ({
      confirm: 'Change source',
      async fill(dialog) {
        const source = dialog.getByRole('combobox', { name: 'Source tag' })
        if (await source.count()) await source.selectOption({ index: 1 }, patience)
        else await type(dialog, 'Pull spec', `quay.io/acme/notebooks:${fresh('n')}`)
      },
    }),
    true,
  ),
  onStream(
    'copy a tag',
    2,
    'Copy to another stream',
    ({ scene }) => {
      const tag = fresh('copy')
      const target = () => scene.object('image.openshift.io/imagestreams', 'sandbox', 'kept') as Stream | undefined
      return {
        confirm: 'Copy',
        async fill(dialog) {
          await dialog.getByRole('combobox', { name: 'Project' }).selectOption('sandbox', patience)
          await dialog.getByRole('combobox', { name: 'Image stream' }).fill('kept', patience)
          await type(dialog, 'Tag', tag)
        },
        holds: () => specTag(target(), tag) !== undefined,
      }
    },
    true,
  ),
  onStream('import a tag again', 2, 'Re-import now', () => ({ confirm: 'Re-import', fill: async () => {} }), true),
  onStream(
    'delete a tag',
    2,
    'Delete tag',
    ({ tag, stream }) => ({
      confirm: 'Delete tag',
      fill: async () => {},
      // Somebody may push it anew at once.
      holds: () => specTag(stream(), tag) === undefined || /latest|soak|v9/.test(tag),
    }),
    true,
  ),
  {
    name: 'change the pruner',
    weight: 2,
    async act(scene) {
      const { page, chance, origin } = scene
      if (!page.url().endsWith('/pruning'))
        await page.goto(`${origin}/pruning`, { waitUntil: 'commit', timeout: 5000 }).catch(() => {})
      const edit = page.getByRole('main').getByRole('button', { name: 'Edit', exact: true })
      await edit.waitFor(patience).catch(() => {})
      if (!(await clicked(edit))) return false
      return perform(scene, {
        confirm: 'Save',
        fill: (dialog) => type(dialog, 'Keep tag revisions', String(20 + chance.below(1000))),
      })
    },
  },
  {
    name: 'change the registry',
    weight: 2,
    async act(scene) {
      const { page, chance, origin } = scene
      if (!page.url().includes('/registry'))
        await page.goto(`${origin}/registry/settings`, { waitUntil: 'commit', timeout: 5000 }).catch(() => {})
      await page
        .getByRole('button', { name: 'Actions for the registry' })
        .waitFor(patience)
        .catch(() => {})
      if (!(await menu(scene, 'the registry', 'Edit settings'))) return false
      return perform(scene, {
        confirm: 'Save',
        fill: (dialog) => type(dialog, 'Replicas', String(1 + chance.below(4))),
      })
    },
  },
  {
    name: 'create a stream',
    weight: 2,
    async act(scene) {
      const { page, chance, origin, note, object, wrong } = scene
      const project = chance.pick(projects)
      const name = fresh('mine')
      await page
        .goto(`${origin}/imagestreams/create?project=${project}`, { waitUntil: 'commit', timeout: 5000 })
        .catch(() => {})
      const form = page.getByRole('form', { name: 'Create image stream' })
      const box = form.getByRole('textbox', { name: 'Name', exact: true })
      if (
        !(await box.fill(name, patience).then(
          () => true,
          () => false,
        ))
      )
        return false
      await page.evaluate(() => void window.soak.attempt++)
      if (!(await clicked(form.getByRole('button', { name: 'Create', exact: true })))) return false
      for (let tries = 0; tries < 40; tries++) {
        if (page.url().endsWith(`/imagestreams/${project}/${name}`)) {
          note('done')
          if (!object('image.openshift.io/imagestreams', project, name))
            wrong(`${project}/${name} was said to be created, and is not`)
          return true
        }
        if ((await page.getByRole('alert', { name: 'Could not save' }).count()) > 0) {
          note('failed')
          if ((await box.inputValue()) !== name) wrong(`the name ${name} was lost when it could not be saved`)
          return true
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return true
    },
  },
]
