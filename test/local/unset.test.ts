import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { freePort } from "#db/local/port.ts";
import { ensureBuilt } from "#functions/local/build.ts";
import { startWorker } from "#functions/local/workerd.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";

test("a Worker without settings shows what is public, and its log names what lacks", async () => {
  const [build, port, directory] = [await ensureBuilt(), await freePort(), temporaryDirectory()];
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const worker = await startWorker({ build, directory, port, onLine, variables: { PORTAL_SECRET: "short" } });
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

  const [guide, signIn, health] = await Promise.all(["/fr/guide", "/fr/sign-in", "/healthz"].map(ask));
  const said = await signIn!.text();
  await worker.stop();
  rmSync(directory, { recursive: true, force: true });

  expect([guide!.status, signIn!.status, health!.status]).toEqual([200, 503, 503]);
  expect(guide!.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(said).toContain("indisponible");
  const { problems } = JSON.parse(lines.find((line) => line.includes(`"event":"settings"`))!) as {
    problems: string[];
  };
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "PORTAL_URL",
    "DATABASE_URL",
    "PORTAL_SECRET",
  ]);
}, 120_000);
