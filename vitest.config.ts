import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** One project per folder of tests/, each with its own line in `npm test`; a test never depends on the machine's speed. */
const projects = ['tooling', 'unit', 'cases', 'crash'] as const

/**
 * By itself vitest begins with the longest as it was before, or, in a new checkout, with the largest file: the one that plays
 * every folder of cases is small and the longest of all, and would be the last.
 */
class FoldersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification) => moduleId.endsWith('/cases/folders.test.ts')
    return (await super.sort(files)).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    sequence: { sequencer: FoldersFirst },
    // By default one core is left idle, which is half of a machine with two.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      // A test that fails for want of time must not take the figures of all others with it.
      reportOnFailure: true,
      include: ['src-main/**/*.ts', 'src-preload/**/*.ts'],
      // Of the engine as a whole, without the tools that measure it (docs/reliability.md, Coverage).
      thresholds: { 'src-main/engine/{*.ts,!(bench)/**}': { lines: 90, branches: 90 } },
    },
    projects: projects.map((name) => ({
      extends: true,
      test: { name, environment: 'node', include: [`tests/${name}/**/*.test.ts`] },
    })),
  },
})
