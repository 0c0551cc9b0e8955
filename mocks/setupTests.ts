import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A machine that is busy with other tests is slow, and not wrong.
configure({ asyncUtilTimeout: 5000 })

afterEach(cleanup)
