import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest, begun first so that no processor waits at the end; all others as Vitest remembers them. Beside
 * Chromium, which keeps more than one processor busy, is what mostly waits: for processes that start, end or hang.
 */
const longest = [
  "test/e2e/browser/faces.test.ts",
  "test/functions/outbox-kills",
  "test/functions/faults",
  "test/db/import-command.test.ts",
  "test/local/",
  "test/db/client.test.ts",
  "test/db/backup.test.ts",
  "test/model/",
  "test/races/",
  "test/db/plans.test.ts",
  "test/functions/api/hostile-fields",
  "test/e2e/browser/",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const path = relative(this.ctx.config.root, moduleId);
      const place = longest.findIndex((start) => path.startsWith(start));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
