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

const parts = (count: number, size: number) =>
  Array.from({ length: count }, () => new Uint8Array(4096).subarray(0, size));

test("a body that comes slowly, letter by letter, is read; one of thousands of crumbs is refused", async () => {
  const typed = await readBytes(sent(parts(150, 1)), most);

  expect(typed).toHaveLength(150);
  await expect(readBytes(sent(parts(5000, 1)), most)).rejects.toMatchObject({ status: 400 });
});

test("a body of small parts holds no more than one of large ones", async () => {
  const read = await readBytes(sent(parts(150, 100)), most);

  expect(read).toHaveLength(15_000);
  expect(read!.buffer.byteLength).toBeLessThanOrEqual(most);
});
