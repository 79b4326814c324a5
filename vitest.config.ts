import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  define: { LOCAL: "true" },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than processors: many tests wait for a limit of time to pass.
    maxWorkers: 3,
    // Each file has a portal and a database of its own; reading all modules anew for each took a tenth of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
