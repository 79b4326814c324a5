import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { logged } from "#test/helpers/log.ts";
import { type Replicated, startReplicated } from "#test/helpers/replicated.ts";
import { Visitor } from "#test/helpers/visitor.ts";

const tries = 10;

let world: Replicated;
let elsewhere: string;
beforeAll(async () => {
  world = await startReplicated();
  elsewhere = (await world.portal.beside()).url;
});
afterAll(() => world?.stop());

let reader: Visitor;
let email = "";
beforeEach(async ({ task }) => {
  world.release();
  email = `${task.id.replaceAll(/\W/gu, "")}@harrow-wren.example`;
  reader = new Visitor(world.portal.url);
  await reader.signIn(email);
});

/** The same browser as another instance of the Worker meets it; without the mark, as when that is over. */
function at(url: string, { marked }: { marked: boolean }) {
  const same = new Visitor(url);
  for (const [name, value] of reader.cookies) if (marked || name !== "written") same.cookies.set(name, value);
  return same;
}

const rename = (name: string) => reader.post("/en/profile", { name });
const shown = async (visitor: Visitor) => (await visitor.go("/en/profile")).field("name");

/** An instance hears from the primary how far that is, and the replica comes as far: a page is read there. */
async function heardAt(url: string) {
  const start = world.portal.lines.length;
  await at(url, { marked: true }).go("/en/profile");
  await vi.waitFor(
    async () => {
      await at(url, { marked: false }).go("/en/profile");
      expect(saidSince(start).at(-1)).toBe("read");
    },
    { timeout: 20_000, interval: 100 },
  );
}

/** What replicas said that were asked for a page since the log had so many lines. */
const saidSince = (start: number) =>
  logged(world.portal.lines.slice(start)).flatMap(({ replica }) => replica ?? []);

/**
 * What is seen at an instance while its replica gets nothing more; once more from the sign-in on where the replica was too slow for the first
 * page, on a busy machine, so that the primary answered.
 */
async function seenAt<T>(url: string, scene: () => Promise<T>, before?: () => Promise<unknown>): Promise<T> {
  await before?.();
  await heardAt(url);
  const start = world.portal.lines.length;
  world.hold();
  const seen = await scene();
  await vi.waitFor(() => expect(saidSince(start)).not.toEqual([]), 20_000);
  if (saidSince(start)[0] !== "away") return seen;
  world.release();
  await reader.signIn(email);
  return seenAt(url, scene, before);
}

test("whoever has just written reads it on the next page, wherever that is read, while the replica gets nothing", async () => {
  await heardAt(elsewhere);
  world.hold();

  const read: (string | undefined)[] = [];
  for (let n = 0; n < tries; n += 1) {
    await rename(`Robin ${n}`);
    read.push(await shown(at(elsewhere, { marked: true })), await shown(reader));
  }

  expect(read).toEqual(Array.from({ length: tries }, (_, n) => [`Robin ${n}`, `Robin ${n}`]).flat());
});

test("a page that the replica may answer is what the replica knows", async () => {
  const names = await seenAt(
    elsewhere,
    async () => {
      await rename("Robin after");
      return [await shown(at(elsewhere, { marked: false })), await shown(at(elsewhere, { marked: true }))];
    },
    () => rename("Robin before"),
  );

  expect(names).toEqual(["Robin before", "Robin after"]);
});

test("what the replica does not know yet is asked of the primary before anybody is told no", async () => {
  await heardAt(elsewhere);
  world.hold();
  const newcomer = new Visitor(world.portal.url);
  await newcomer.signIn(`new.${email}`);
  const there = new Visitor(elsewhere);
  there.cookies.set("session", newcomer.cookies.get("session")!);
  const start = world.portal.lines.length;

  const { page } = await there.go("/en/profile");

  expect(page).toBe("profile");
  await vi.waitFor(() => expect(saidSince(start)).toEqual(["refused"]), 20_000);
});

test("the mark of whoever has written outlasts what a replica may be behind", async () => {
  const answer = await rename("Robin marked");

  const mark = answer.headers.getSetCookie().find((one) => one.startsWith("written="));
  const seconds = Number(/max-age=(\d+)/iu.exec(mark ?? "")?.[1]);

  expect(seconds * 1000).toBeGreaterThanOrEqual(2 * limits.replica.behind);
  expect(mark).toMatch(/; HttpOnly/iu);
});

test("the instance that wrote asks the primary when the replica does not come as far in time", async () => {
  world.hold();
  await rename("Robin here");
  const start = world.portal.lines.length;

  const name = await shown(at(world.portal.url, { marked: false }));

  expect(name).toBe("Robin here");
  await vi.waitFor(() => expect(saidSince(start)).toEqual(["away"]), 20_000);
});

test("a session that was ended may still look, until that instance hears of the primary, and do nothing", async () => {
  const { url } = await world.portal.beside();

  const { unheard, written, heard } = await seenAt(url, async () => {
    const there = at(url, { marked: false });
    await reader.post("/en/sign-out");
    return {
      unheard: await there.go("/en/profile"),
      written: await there.post("/en/profile", { name: "Robin too late" }),
      heard: await there.go("/en/profile"),
    };
  });

  expect(unheard.page).toBe("profile");
  expect(written.path).toMatch(/^\/en\/sign-in/u);
  expect(heard.page).toBe("sign-in");
});

test("without a replica that answers, pages are read at the primary: one waits a little, the next ones do not", async () => {
  const { url } = await world.portal.beside();
  await heardAt(url);
  const there = at(url, { marked: false });
  const timed = async () => {
    const began = performance.now();
    return { page: (await there.go("/en/profile")).page, ms: performance.now() - began };
  };

  world.replica.kill("SIGSTOP");
  const pages = [await timed(), await timed(), await timed()];
  world.replica.kill("SIGCONT");

  expect(pages.map(({ page }) => page)).toEqual(["profile", "profile", "profile"]);
  expect(pages[0]!.ms).toBeGreaterThan(limits.replica.wait / 2);
  expect(pages[1]!.ms + pages[2]!.ms).toBeLessThan(2 * limits.replica.wait);
});
