import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { readBytes } from "#functions/http/bytes.ts";
import type { Exchange } from "#functions/http/exchange.ts";

const most = 20_000;

/** A request of this machine whose body comes in these parts. */
const sent = (parts: readonly Uint8Array[]) => {
  const coming = parts.values();
  const body = new ReadableStream({
    type: "bytes",
    pull(controller) {
      const { value, done } = coming.next();
      if (!done) return controller.enqueue(value.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  return { req: { raw: { body } }, var: { context: { network: null } } } as unknown as Exchange;
};

const someParts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 6000, size: "max" }), { maxLength: 8 });

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

test("a body of thousands of crumbs is read at a few times", async () => {
  const reads = vi.spyOn(ReadableStreamBYOBReader.prototype, "read");

  const read = await readBytes(sent(parts(most, 1)), most);
  const times = reads.mock.calls.length;
  reads.mockRestore();

  expect(read).toHaveLength(most);
  expect(times).toBeLessThan(10);
});

test("a body of small parts holds no more than one of large ones", async () => {
  const read = await readBytes(sent(parts(150, 100)), most);

  expect(read).toHaveLength(15_000);
  expect(read!.buffer.byteLength).toBeLessThanOrEqual(most);
});
