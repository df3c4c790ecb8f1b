import { defineConfig } from 'vitest/config'

// One project a purpose: `unit` mirrors src/, `e2e` runs the built program against the lab, `generated` keeps the
// checked-in indexes fresh, `interop` needs Debian packages and root, `bench` measures and never runs in `npm test`.
const project = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, testTimeout: 20_000, ...extra },
})

export default defineConfig({
  test: {
    // Most tests wait for sockets and processes, so that every core can have its worker.
    maxWorkers: '100%',
    projects: [
      project('unit', ['test/**/*.test.ts'], {
        exclude: ['test/e2e/**', 'test/generated/**', 'test/interop/**', 'test/bench/**'],
      }),
      project('generated', ['test/generated/**/*.test.ts']),
      project('e2e', ['test/e2e/**/*.test.ts'], {
        globalSetup: ['test/build-program.ts'],
        testTimeout: 60_000,
      }),
      project('interop', ['test/interop/**/*.test.ts'], {
        globalSetup: ['test/build-program.ts'],
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
      project('bench', ['test/bench/**/*.test.ts'], {
        globalSetup: ['test/build-program.ts'],
        testTimeout: 900_000,
        fileParallelism: false,
      }),
    ],
  },
})
