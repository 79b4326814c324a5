import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { whole } from "#functions/http/whole.ts";

const { bytes } = limits.file.sending;

/** As the runtime's, but for the length. */
class FixedLengthStream extends TransformStream {
  constructor() {
    super();
  }
}

beforeEach(() => vi.stubGlobal("FixedLengthStream", FixedLengthStream));
afterEach(() => vi.unstubAllGlobals());

/** Text that packs to an eighth of what may be held. */
const text = randomBytes(bytes / 8).toString("base64");
const part = limits.file.sending.piece;

async function* parts() {
  for (let at = 0; at < text.length; at += part) yield text.slice(at, at + part);
}

const read = (file: ReadableStream) =>
  new Response(file).text().then(
    (all) => (all === text ? "whole" : "cut"),
    () => "ended",
  );

test("what nobody reads of files makes room: the longest held of whoever holds most", async () => {
  const others = await whole(parts(), "somebody");
  const unread = [];
  for (let file = 0; file < 9; file += 1) unread.push(await whole(parts(), "hoarder"));
  await new Promise((resolve) => setTimeout(resolve, 2 * limits.file.sending.look));

  const [own, ...held] = await Promise.all([others, ...unread].map(read));

  expect(own).toBe("whole");
  expect(held.slice(0, 3)).toEqual(Array(3).fill("ended"));
  expect(held.slice(3)).toEqual(Array(6).fill("whole"));
});

test("a file of thousands of small parts is whole", async () => {
  async function* letters() {
    for (const letter of text.slice(0, 5000)) yield letter;
  }

  const read = await new Response(await whole(letters(), "somebody")).text();

  expect(read).toBe(text.slice(0, 5000));
});
