import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { testWith } from "./languages/languages.ts";
import { addedByFiles, stretched } from "./languages/made.ts";
import { tenTimes } from "./ten-times.ts";

const proofs: Record<string, string[]> = {
  races: ["test/races"],
  abuse: ["test/abuse"],
  scheduled: ["test/races/scheduled", "test/domain/escalation"],
  faults: ["test/functions/faults", "test/db/client"],
  outbox: ["test/functions/outbox"],
  backup: ["test/db/backup"],
  plans: ["test/db/plans"],
  nightly: ["test/functions/jobs/nightly"],
  model: ["test/model"],
  faces: ["test/e2e/browser/faces"],
  sentences: ["test/locales"],
  "bad-input": ["test/functions/api/hostile-fields"],
};

const [name = "", ...only] = process.argv.slice(2);
if (name === "languages") process.exit(await testWith(addedByFiles, only));
if (name === "longer-words") process.exit(await testWith(stretched, ["test/e2e/browser/faces"]));
if (name === "ten-times") process.exit(await tenTimes(only));
const files = name === "all" ? Object.values(proofs).flat() : proofs[name];
if (!files) {
  console.error(
    `Which proof? npm run proof -- ${[...Object.keys(proofs), "languages", "longer-words", "ten-times", "all"].join(" | ")}`,
  );
  process.exit(1);
}

const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const run = spawn(process.execPath, [vitest, "run", ...files, "--maxWorkers=1"], {
  stdio: "inherit",
  env: { ...process.env, PROOF: "long" },
});
run.once("close", (status) => process.exit(status ?? 1));
