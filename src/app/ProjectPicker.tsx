import '@patternfly/patternfly/components/Menu/menu.css'
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useProjects } from '../k8s/projects.ts'
import { t } from '../lib/t.ts'
import { PickList, type Pick } from '../ui/PickList.tsx'

/** Which project the page shows: `?project=` in the address, absent for all. */
export function ProjectPicker() {
  const [params, setParams] = useSearchParams()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  const chosen = params.get('project') ?? ''
  const name = chosen || t('all projects')

  // Clicks elsewhere and Escape belong to the document.
  useEffect(() => {
    if (!open) return
    place.current?.querySelector('input')?.focus()
    const leave = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false)
    }
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      toggle.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', press)
    }
  }, [open])

  const choose = (project: string) => {
    setOpen(false)
    toggle.current?.focus()
    setParams((current) => {
      const next = new URLSearchParams(current)
      next.delete('page')
      if (project) next.set('project', project)
      else next.delete('project')
      return next
    })
  }
  return (
    <div className="rc-projects" ref={place}>
      <MenuToggle
        ref={toggle}
        variant="plainText"
        isExpanded={open}
        aria-haspopup="listbox"
        aria-label={t('Project: {{name}}', { name })}
        onClick={() => setOpen(!open)}
      >
        <span className="rc-projects__word">{t('Project:')} </span>
        {name}
      </MenuToggle>
      {open && <ProjectList chosen={chosen} onChoose={choose} />}
    </div>
  )
}

function ProjectList({ chosen, onChoose }: { chosen: string; onChoose(project: string): void }) {
  const { names, all, state, error } = useProjects()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = names.filter((name) => name.includes(wanted))
  const every: Pick = {
    key: '',
    label: all ? t('All projects') : t('All your projects'),
    selected: chosen === '',
    onPick: () => onChoose(''),
  }
  const picks = [
    ...(wanted ? [] : [every]),
    ...found.map((name) => ({ key: name, label: name, selected: name === chosen, onPick: () => onChoose(name) })),
  ]
  const note =
    state === 'loading'
      ? t('Loading')
      : state === 'failed'
        ? error?.message
        : found.length === 0
          ? t('No project matches')
          : undefined
  return (
    <div className="pf-v6-c-menu rc-projects__menu">
      <PickList
        label={t('Find a project')}
        placeholder={t('Find a project')}
        text={text}
        onText={setText}
        picks={picks}
        note={note}
      />
    </div>
  )
}
