import { expect, it } from 'vitest'
import { budgetOf, budgets, oversized } from './budgets.ts'

it.each([
  ['assets/fr-C0.js', ['/c/src/locales/fr.json'], budgets.catalog],
  [
    'assets/YamlEditor-C0.js',
    ['/c/src/ui/yaml/YamlEditor.tsx', '/c/node_modules/@codemirror/view/dist/index.js'],
    budgets.editor,
  ],
  ['assets/logWorker-C_0-.js', [], budgets.worker],
  ['assets/Worker.js', [], budgets.chunk],
  ['assets/CatalogPage-C0.js', ['/c/src/features/catalog/CatalogPage.tsx'], budgets.chunk],
  ['assets/CatalogPage-C0.css', [], budgets.styles],
])('%s', (fileName, moduleIds, budget) => {
  expect(budgetOf({ fileName, moduleIds })).toBe(budget)
})

it('names what is too large, with its size', () => {
  const files = [
    { fileName: 'a.js', moduleIds: [], size: budgets.chunk },
    { fileName: 'b.js', moduleIds: [], size: budgets.chunk + 0.1 },
  ]
  expect(oversized(files)).toEqual([`b.js has ${budgets.chunk + 0.1} of ${budgets.chunk} KiB brotli`])
})
