import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', environment: 'node', include: ['{src,mocks,scripts}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['{src,mocks}/**/*.test.tsx'],
          setupFiles: ['mocks/setupTests.ts'],
        },
      },
    ],
  },
})
