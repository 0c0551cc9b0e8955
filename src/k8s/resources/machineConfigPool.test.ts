import { expect, test } from 'vitest'
import { poolState, type MachineConfigPool, type PoolState } from './machineConfigPool.ts'

const condition = (type: string, status = 'True', message = '') => ({ type, status, message })
const pool = (part: Omit<MachineConfigPool, 'metadata'>): MachineConfigPool => ({
  metadata: { name: 'worker' },
  ...part,
})

test.each<[string, Omit<MachineConfigPool, 'metadata'>, Partial<PoolState>]>([
  ['new', {}, { updated: false, updating: false, degraded: false, paused: false, machines: 0, ready: 0, messages: [] }],
  ['nulls', { spec: null, status: { conditions: null } }, { updated: false, messages: [] }],
  [
    'updated',
    {
      status: {
        machineCount: 3,
        readyMachineCount: 3,
        updatedMachineCount: 3,
        conditions: [condition('Updated'), condition('Updating', 'False')],
      },
    },
    { updated: true, updating: false, machines: 3, ready: 3, updatedMachines: 3 },
  ],
  [
    'updating, and paused',
    { spec: { paused: true }, status: { conditions: [condition('Updating'), condition('Updated', 'False')] } },
    { updated: false, updating: true, paused: true },
  ],
  [
    'degraded, with the words of nodes once',
    {
      status: {
        conditions: [
          condition('Degraded'),
          condition('NodeDegraded', 'True', 'Node a is reporting: disk full'),
          condition('PinnedImageSetsDegraded', 'True', 'Node a is reporting: disk full'),
          condition('RenderDegraded', 'False', 'old words'),
        ],
      },
    },
    { degraded: true, messages: ['Node a is reporting: disk full'] },
  ],
])('%s', (_, part, expected) => {
  expect(poolState(pool(part))).toMatchObject(expected)
})
