import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, begun first so that no processor waits at the end; all others as Vitest remembers them. */
const longest = [
  "test/e2e/browser/faces.test.ts",
  "test/model/",
  "test/races/",
  "test/db/plans.test.ts",
  "test/functions/outbox",
  "test/db/import-command.test.ts",
  "test/local/",
  "test/functions/faults",
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
