import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    // Real servers and a software-rendered browser run on two cores: a test waits, it does not race.
    testTimeout: 120_000 * Number(process.env.FUZZ_RUNS ?? 1),
    hookTimeout: 180_000,
    pool: "forks",
    // One more than cores: many tests wait for disks, timers and killed servers.
    maxWorkers: 3,
  },
});
