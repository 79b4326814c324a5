import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { root } from "#functions/local/build.ts";

const lines = readFileSync(join(root, "wrangler.toml"), "utf8").split("\n");
const { perSecond } = limits.requests.network;

test.each([
  ["nobody comes in by a second name of the platform", "workers_dev = false"],
  ["nor by the name of a preview", "preview_urls = false"],
  ["the platform writes no lines with whole addresses", "invocation_logs = false"],
  ["the visitor is whom the platform names", 'PORTAL_CLIENT_HEADER = "CF-Connecting-IP"'],
  ["the platform counts a network as the portal does", `simple = { limit = ${perSecond * 60}, period = 60 }`],
])("deployed, %s", (_, line) => {
  expect(lines).toContain(line);
});
