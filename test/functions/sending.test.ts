import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { type Sending, startSending } from "#functions/http/sending.ts";

const { longest, atOnce, bytes, look } = limits.sending;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A body that brings these parts and then nothing more, and what became of reading it to its end. */
function slow(network: string | null, ...parts: Uint8Array[]) {
  const reader = new ReadableStream({
    type: "bytes",
    start: (controller) => parts.forEach((part) => controller.enqueue(part.slice())),
  }).getReader({ mode: "byob" });
  const sending = startSending(network);
  const body = { ended: null as number | null, sending };
  void readAll(sending, reader).catch(({ status }: { status: number }) => {
    body.ended = status;
    sending.end();
  });
  return body;
}

async function readAll(sending: Sending, reader: ReadableStreamBYOBReader) {
  for (let part = await sending.next(reader); !part.done; part = await sending.next(reader));
}

const statuses = (bodies: readonly { ended: number | null }[]) => bodies.map(({ ended }) => ended);

test("whoever has been sending for longest makes room for the next", async () => {
  const bodies = Array.from({ length: atOnce + 2 }, (_, at) => slow(`198.51.${at >> 8}.${at & 255}`));

  await vi.advanceTimersByTimeAsync(2 * look);
  const [first, second, ...others] = statuses(bodies);
  bodies.forEach(({ sending }) => sending.end());

  expect([first, second]).toEqual([408, 408]);
  expect(new Set(others)).toEqual(new Set([null]));
});

test("so much is held of all together, and what came first goes", async () => {
  const quarter = new Uint8Array(bytes / 4);
  const bodies = Array.from({ length: 5 }, (_, at) => slow(`198.51.100.${at}`, quarter));

  await vi.advanceTimersByTimeAsync(2 * look);
  const ended = statuses(bodies);
  bodies.forEach(({ sending }) => sending.end());

  expect(ended).toEqual([408, null, null, null, null]);
});

test("nobody sends for longer than a minute", async () => {
  const body = slow(null);

  await vi.advanceTimersByTimeAsync(longest - look);
  const before = body.ended;
  await vi.advanceTimersByTimeAsync(3 * look);

  expect([before, body.ended]).toEqual([null, 408]);
});

test("what breaks off is the sender's doing", async () => {
  const sending = startSending(null);
  const broken = new ReadableStream({ type: "bytes", pull: (controller) => controller.error(new Error()) });

  await expect(sending.next(broken.getReader({ mode: "byob" }))).rejects.toMatchObject({ status: 400 });
  sending.end();
});

test("whoever sends most makes room, by IPv6 site too, and not whoever has been sending for longest", async () => {
  const honest = slow("203.0.113.7");
  const crowd = Array.from({ length: atOnce + 1 }, (_, at) =>
    slow(at % 2 ? "198.51.100.1" : `2001:0db8:0077:${at}::/64`),
  );

  await vi.advanceTimersByTimeAsync(2 * look);
  const ended = statuses(crowd).filter((status) => status === 408).length;
  [honest, ...crowd].forEach(({ sending }) => sending.end());

  expect([honest.ended, ended]).toEqual([null, 2]);
});

test("what never pauses is over after a minute too, and makes room", async () => {
  const drop = new Uint8Array(200);
  const dripping = () =>
    new ReadableStream({
      type: "bytes",
      pull: (controller) =>
        new Promise((resolve) => setTimeout(() => resolve(controller.enqueue(drop.slice())), look / 2)),
    }).getReader({ mode: "byob" });
  const sending = startSending("198.51.100.1");
  const reading = readAll(sending, dripping()).catch(({ status }: { status: number }) => status);

  await vi.advanceTimersByTimeAsync(longest + look);
  const ended = await Promise.race([reading, Promise.resolve("goes on")]);
  sending.end();

  expect(ended).toBe(408);
});
