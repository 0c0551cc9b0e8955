import { objectiveQueries } from '../../src/prometheus/objectiveQueries.ts'
import { registryQueries } from '../../src/prometheus/registryQueries.ts'
import { volumeUsageQueries } from '../../src/prometheus/volume.ts'

const volume = volumeUsageQueries({ namespace: 'openshift-image-registry', name: 'image-registry-storage' })

/** Every expression that the console asks, by the window that its rates look back. */
export const consoleQueries: readonly { id: string; query: (window: string) => string }[] = [
  ...[...registryQueries, ...Object.values(objectiveQueries)].map(({ id, expr }) => ({ id, query: expr })),
  ...Object.entries(volume).map(([id, query]) => ({ id: `volume-${id}`, query: () => query })),
]
