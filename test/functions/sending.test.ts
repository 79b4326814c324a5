import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { type Sending, startSending } from "#functions/http/sending.ts";

const { longest, atOnce, bytes, look } = limits.sending;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A body that brings these parts and then nothing more, and what became of reading it to its end. */
function slow(...parts: Uint8Array[]) {
  const reader = new ReadableStream<Uint8Array>({
    start: (controller) => parts.forEach((part) => controller.enqueue(part)),
  }).getReader();
  const sending = startSending();
  const body = { ended: null as number | null, sending };
  void readAll(sending, reader).catch(({ status }: { status: number }) => {
    body.ended = status;
    sending.end();
  });
  return body;
}

async function readAll(sending: Sending, reader: ReadableStreamDefaultReader<Uint8Array>) {
  for (let part = await sending.next(reader); !part.done; part = await sending.next(reader));
}

const statuses = (bodies: readonly { ended: number | null }[]) => bodies.map(({ ended }) => ended);

test("whoever has been sending for longest makes room for the next", async () => {
  const bodies = Array.from({ length: atOnce + 2 }, () => slow());

  await vi.advanceTimersByTimeAsync(2 * look);
  const [first, second, ...others] = statuses(bodies);
  bodies.forEach(({ sending }) => sending.end());

  expect([first, second]).toEqual([408, 408]);
  expect(new Set(others)).toEqual(new Set([null]));
});

test("so much is held of all together, and what came first goes", async () => {
  const quarter = new Uint8Array(bytes / 4);
  const bodies = Array.from({ length: 5 }, () => slow(quarter));

  await vi.advanceTimersByTimeAsync(2 * look);
  const ended = statuses(bodies);
  bodies.forEach(({ sending }) => sending.end());

  expect(ended).toEqual([408, null, null, null, null]);
});

test("nobody sends for longer than a minute", async () => {
  const body = slow();

  await vi.advanceTimersByTimeAsync(longest - look);
  const before = body.ended;
  await vi.advanceTimersByTimeAsync(3 * look);

  expect([before, body.ended]).toEqual([null, 408]);
});

test("what breaks off is the sender's doing", async () => {
  const sending = startSending();
  const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error()) });

  await expect(sending.next(broken.getReader())).rejects.toMatchObject({ status: 400 });
  sending.end();
});
