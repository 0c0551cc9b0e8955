import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { claimProblems, defaultClaim, isClaimShared } from '../../../k8s/resources/registryStorage.ts'
import { defaultClass, type StorageClass } from '../../../k8s/resources/storageClass.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { RadioField, SelectField, TextField } from '../../../ui/fields.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { claimBytes, isFit, operatorsClaimProblem, provisionerOf } from './claimFit.ts'
import { accessOfProvisioner } from './provisioners.ts'
import { leastBytes } from './sizing.ts'
import type { NewClaim, StorageForm } from './storageForm.ts'
import type { StorageFacts } from './useStorageFacts.ts'

interface ClaimFieldsProps {
  form: StorageForm
  /** The claim that is named; empty: the operator's own. */
  claim: string
  facts: StorageFacts
  onClaim(name: string): void
  set(change: Partial<StorageForm>): void
}

/** Which claim: one that is there, or a new one. */
export function ClaimFields({ form, claim, facts, onClaim, set }: ClaimFieldsProps) {
  return (
    <>
      <RadioField
        name="claimFrom"
        label={t('Where the claim comes from')}
        value={form.claimFrom}
        onChange={(from) => set({ claimFrom: from === 'new' ? 'new' : 'existing' })}
        options={[
          { value: 'existing', label: t('A claim that is there') },
          { value: 'new', label: t('A new claim') },
        ]}
      />
      {form.claimFrom === 'new' ? (
        <NewClaimFields
          claim={form.newClaim}
          classes={facts.classes}
          onChange={(change) => set({ newClaim: { ...form.newClaim, ...change } })}
        />
      ) : facts.claims ? (
        <ClaimList claim={claim} claims={facts.claims} facts={facts} onClaim={onClaim} />
      ) : (
        <TextField
          name="claim"
          label={t('Claim')}
          value={claim}
          onChange={onClaim}
          placeholder={defaultClaim}
          help={
            facts.claimsError
              ? t('The claims could not be listed: {{why}}', { why: facts.claimsError.message })
              : t(
                  'Empty: image-registry-storage, which the operator makes with 100 GiB, ReadWriteMany and the default class.',
                )
          }
        />
      )}
    </>
  )
}

interface ClaimListProps {
  claim: string
  claims: readonly PersistentVolumeClaim[]
  facts: StorageFacts
  onClaim(name: string): void
}

function ClaimList({ claim, claims, facts, onClaim }: ClaimListProps) {
  const names = claims.map(({ metadata }) => metadata.name)
  const chosen = claim === '' && names.includes(defaultClaim) ? defaultClaim : claim
  return (
    <RadioField
      name="claim"
      label={t('Claim')}
      value={chosen}
      onChange={onClaim}
      options={[
        ...claims.map((each) => ({
          value: each.metadata.name,
          label: each.metadata.name,
          help: (
            <ClaimFacts
              claim={each}
              provisioner={provisionerOf(facts.classes, each.spec?.storageClassName)}
              users={facts.usersOf(each.metadata.name)}
            />
          ),
        })),
        ...(chosen !== '' && !names.includes(chosen)
          ? [{ value: chosen, label: chosen, help: t('There is no such claim now.') }]
          : []),
        ...(names.includes(defaultClaim)
          ? []
          : [
              {
                value: '',
                label: t('Let the operator make image-registry-storage'),
                help: <OperatorsClaim classes={facts.classes} />,
              },
            ]),
      ]}
    />
  )
}

/** The claim that the operator makes when it is told none. */
function OperatorsClaim({ classes }: { classes: readonly StorageClass[] | undefined }) {
  const problem = operatorsClaimProblem(classes)
  return (
    <>
      {t('100 GiB, ReadWriteMany, of the default class.')}
      {problem !== undefined && <Remark severity="error">{problem}</Remark>}
    </>
  )
}

/** What a claim is like, and what speaks against it. */
function ClaimFacts({
  claim,
  provisioner,
  users,
}: {
  claim: PersistentVolumeClaim
  provisioner: string | undefined
  users: readonly string[]
}) {
  const { spec, status } = claim
  const bytes = claimBytes(claim)
  const facts = [
    Number.isNaN(bytes) ? undefined : formatBytes(bytes),
    (spec?.accessModes ?? []).join(', '),
    spec?.storageClassName ? t('class {{name}}', { name: spec.storageClassName }) : t('no class'),
    status?.phase,
    users.length > 0 ? t('used by {{pods}}', { pods: listed(users) }) : t('used by no pod'),
  ]
  const problems = claimProblems(claim, provisioner)
  return (
    <>
      <span className="rc-storage__facts">{facts.filter(Boolean).join(' · ')}</span>
      {isFit(claim, provisioner, users) && (
        <span className="rc-storage__remark">
          <StatusLabel compact status="success">
            {t('Fits')}
          </StatusLabel>{' '}
          {t('Large enough, and several pods can share it.')}
        </span>
      )}
      {!isClaimShared(claim) && (
        <Remark severity="warning">{t('One node at a time: one replica, and Recreate.')}</Remark>
      )}
      {bytes < leastBytes && (
        <Remark severity="warning">{t('Under 100 GiB, which is what is recommended at least.')}</Remark>
      )}
      {problems.map(({ severity, message }) => (
        <Remark key={message} severity={severity}>
          {message}
        </Remark>
      ))}
    </>
  )
}

export function Remark({ severity, children }: { severity: 'error' | 'warning'; children: string }) {
  return (
    <span className="rc-storage__remark">
      <StatusLabel compact status={severity === 'error' ? 'danger' : 'warning'}>
        {severity === 'error' ? t('Wrong') : t('Take care')}
      </StatusLabel>{' '}
      {children}
    </span>
  )
}

interface NewClaimFieldsProps {
  claim: NewClaim
  classes: readonly StorageClass[] | undefined
  onChange(change: Partial<NewClaim>): void
}

function NewClaimFields({ claim, classes, onChange }: NewClaimFieldsProps) {
  const standard = classes && defaultClass(classes)
  const chosen = classes?.find(({ metadata }) => metadata.name === claim.storageClass) ?? standard
  const remarks = newClaimRemarks(claim, chosen, classes)
  return (
    <div className="rc-storage__grid">
      <TextField
        name="newClaim.name"
        label={t('Name')}
        value={claim.name}
        onChange={(name) => onChange({ name })}
        required
      />
      <TextField
        name="newClaim.size"
        label={t('Size')}
        value={claim.size}
        onChange={(size) => onChange({ size })}
        help={t('100Gi is recommended at least. It can grow later where the class allows it, and never shrink.')}
        required
      />
      <SelectField
        name="newClaim.storageClass"
        label={t('Storage class')}
        value={claim.storageClass}
        onChange={(storageClass) => onChange({ storageClass })}
        options={[
          {
            value: '',
            label: standard ? t('Default ({{name}})', { name: standard.metadata.name }) : t('Default'),
          },
          ...(classes ?? []).map(({ metadata, provisioner = '' }) => ({
            value: metadata.name,
            label: `${metadata.name} (${provisioner})`,
          })),
        ]}
        help={accessWords(chosen)}
      />
      <SelectField
        name="newClaim.accessMode"
        label={t('Access mode')}
        value={claim.accessMode}
        onChange={(accessMode) => onChange({ accessMode })}
        options={[
          { value: 'ReadWriteMany', label: t('ReadWriteMany: several pods share it') },
          { value: 'ReadWriteOnce', label: t('ReadWriteOnce: one node at a time') },
        ]}
      />
      {remarks.length > 0 && (
        <div className="rc-storage__remarks">
          {remarks.map((remark) => (
            <Remark key={remark} severity="warning">
              {remark}
            </Remark>
          ))}
        </div>
      )}
    </div>
  )
}

function accessWords(chosen: StorageClass | undefined): string {
  switch (accessOfProvisioner(chosen?.provisioner ?? '')) {
    case 'shared':
      return t('A file system: volumes of it can be shared.')
    case 'single':
      return t('Disks: one node at a time.')
    case 'unknown':
      return t('Whether its volumes can be shared is not known: look at its documentation.')
  }
}

function newClaimRemarks(
  { name, size, storageClass, accessMode }: NewClaim,
  chosen: StorageClass | undefined,
  classes: readonly StorageClass[] | undefined,
): string[] {
  const remarks: string[] = []
  if (classes && !chosen && storageClass === '')
    remarks.push(t('There is no default class: the claim stays Pending until somebody makes a volume for it.'))
  if (accessMode === 'ReadWriteMany' && accessOfProvisioner(chosen?.provisioner ?? '') === 'single')
    remarks.push(
      t('This class has disks: with ReadWriteMany the claim stays Pending. Choose another class, or ReadWriteOnce.'),
    )
  if (accessMode === 'ReadWriteOnce')
    remarks.push(t('Only one pod of the registry can run: while it moves, nobody pulls or pushes.'))
  if (parseQuantity(size.trim()) < leastBytes) remarks.push(t('Under 100 GiB, which is what is recommended at least.'))
  const draft = claimOfDraft(name, accessMode, chosen)
  return [...remarks, ...claimProblems(draft, chosen?.provisioner).map(({ message }) => message)]
}

const claimOfDraft = (name: string, accessMode: string, chosen: StorageClass | undefined): PersistentVolumeClaim => ({
  metadata: { name },
  spec: { accessModes: [accessMode], ...(chosen && { storageClassName: chosen.metadata.name }) },
})
