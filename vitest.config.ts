import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  define: { LOCAL: "true" },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // The first of them builds the portal, which a busy machine takes its time for.
    hookTimeout: 180_000,
    maxWorkers: 2,
    // Each file has a portal and a database of its own; reading all modules anew for each took a tenth of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
