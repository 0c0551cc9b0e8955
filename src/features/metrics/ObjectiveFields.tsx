import { useId, useState } from 'react'
import { t } from '../../lib/t.ts'
import { objectiveFields, type Objectives } from './objectives.ts'

/** The three numbers that somebody asks of the registry. Each counts when it is left, or with Enter. */
export function ObjectiveFields({
  objectives,
  onChange,
}: {
  objectives: Objectives
  onChange: (objectives: Objectives) => void
}) {
  const titles: Record<keyof Objectives, { label: string; unit: string; problem: string }> = {
    availability: {
      label: t('Good requests'),
      unit: '%',
      problem: t('Give a percentage from 50 to 99.999.'),
    },
    latency: {
      label: t('Slowest 99th percentile within'),
      unit: 's',
      problem: t('Give seconds above 0, at most 3600.'),
    },
    share: { label: t('For this share of the time'), unit: '%', problem: t('Give a percentage from 50 to 99.999.') },
  }
  return (
    <div className="rc-metrics__toolbar" role="group" aria-label={t('Objectives')}>
      {Object.values(objectiveFields).map(({ key, toText, from }) => (
        <NumberField
          key={`${key} ${objectives[key]}`}
          {...titles[key]}
          text={toText(objectives[key])}
          read={from}
          onChange={(value) => onChange({ ...objectives, [key]: value })}
        />
      ))}
    </div>
  )
}

interface NumberFieldProps {
  label: string
  unit: string
  problem: string
  text: string
  read: (text: string) => number | undefined
  onChange: (value: number) => void
}

function NumberField({ label, unit, problem, text, read, onChange }: NumberFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(text)
  const [left, setLeft] = useState(false)
  const isWrong = left && read(typed) === undefined
  const leave = () => {
    setLeft(true)
    const value = read(typed)
    if (value !== undefined && typed !== text) onChange(value)
  }
  return (
    <div className="rc-metrics__number">
      <label htmlFor={id}>{label}</label>
      <span className={`pf-v6-c-form-control${isWrong ? ' pf-m-error' : ''}`}>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          size={7}
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={leave}
          onKeyDown={({ key }) => {
            if (key === 'Enter') leave()
          }}
        />
      </span>
      <span id={`${id}-note`} className={isWrong ? 'rc-metrics__wrong' : undefined}>
        {isWrong ? problem : unit}
      </span>
    </div>
  )
}
