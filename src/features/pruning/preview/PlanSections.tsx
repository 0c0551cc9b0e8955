import { useSearchParams } from 'react-router'
import { formatNumber, t } from '../../../lib/t.ts'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { ChoicesView } from './ChoicesView.tsx'
import { ImagesView } from './ImagesView.tsx'
import { viewOf, viewPath, type PreviewView } from './previewViews.ts'
import { ReferencesView } from './ReferencesView.tsx'
import { useShownPreview } from './shownPreview.ts'
import { GoingTags, StayingTags } from './TagTables.tsx'
import { WhyView } from './WhyView.tsx'

/** What goes, what stays and why, one at a time. */
export function PlanSections() {
  const [params] = useSearchParams()
  const { plan, reading } = useShownPreview()
  const view = viewOf(params)
  const going = plan.totals.streamItems
  const title = (name: string, count: number) => `${name} (${formatNumber(count)})`
  const tabs: { name: PreviewView; title: string }[] = [
    { name: 'goes', title: title(t('Goes'), going) },
    { name: 'stays', title: title(t('Stays'), reading.revisions - going) },
    { name: 'images', title: reading.imagesListed ? title(t('Images'), reading.images.length) : t('Images') },
    { name: 'why', title: t('Why not sooner?') },
    { name: 'references', title: title(t('Unreadable references'), plan.invalid.length) },
    { name: 'choices', title: t('Choices') },
  ]
  return (
    <>
      <NavTabs
        tabs={tabs.map(({ name, title: text }) => ({ name, title: text, path: viewPath(params, name) }))}
        current={view}
        label={t('Sections of the preview')}
        secondary
      />
      <div className="rc-preview__section">
        <Section view={view} />
      </div>
    </>
  )
}

function Section({ view }: { view: PreviewView }) {
  switch (view) {
    case 'stays':
      return <StayingTags />
    case 'images':
      return <ImagesView />
    case 'why':
      return <WhyView />
    case 'references':
      return <ReferencesView />
    case 'choices':
      return <ChoicesView />
    default:
      return <GoingTags />
  }
}
