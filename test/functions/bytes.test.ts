import fc from "fast-check";
import { expect, test } from "vitest";
import { readBytes } from "#functions/http/bytes.ts";
import type { Exchange } from "#functions/http/exchange.ts";

const most = 20_000;

/** A request of this machine whose body comes in these parts. */
const sent = (parts: readonly Uint8Array[]) => {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  return { req: { raw: { body } }, var: { context: { network: null } } } as unknown as Exchange;
};

const someParts = fc.array(fc.uint8Array({ maxLength: 6000, size: "max" }), { maxLength: 8 });

test("a body is what was sent, in whatever parts, unless it is larger than it may be", async () => {
  await fc.assert(
    fc.asyncProperty(someParts, async (parts) => {
      const whole = Buffer.concat(parts);

      const read = await readBytes(sent(parts), most);

      expect(read && Buffer.compare(read, whole)).toBe(whole.length > most ? null : 0);
    }),
  );
});

test("a body of many small parts holds no more than one of few", async () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => new Uint8Array(4096).subarray(0, 1).fill(at % 256));

  const read = await readBytes(sent(parts), most);

  expect(read).toHaveLength(10_000);
  expect(read!.buffer.byteLength).toBeLessThanOrEqual(most);
});
