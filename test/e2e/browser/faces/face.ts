import { setTimeout as sleep } from "node:timers/promises";
import type { Entrant, Tongue } from "#test/e2e/browser/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";

/** One face of the product, as somebody's browser got it. */
export interface Face {
  readonly name: string;
  readonly answer: Answer;
  /** A message has no landmarks of its own. */
  readonly mail?: boolean;
}

/** Where faces come from: a portal with the world of `world.ts`, in one language. */
export interface Scene {
  readonly portal: TestPortal;
  readonly language: Tongue;
  /** Somebody new with a browser of that language. */
  readonly visitor: () => Visitor;
  /** The same, signed in. */
  readonly signedIn: (email: string, name?: string) => Promise<Visitor>;
  /** Moves the portal's time forward, by an ISO 8601 duration. */
  readonly advance: (duration: string) => Promise<void>;
}

export type Faces = (scene: Scene) => AsyncGenerator<Face>;

export function scene(portal: TestPortal, language: Tongue): Scene {
  const visitor = () => new Visitor(portal.url, { "Accept-Language": language });
  return {
    portal,
    language,
    visitor,
    async signedIn(email, name) {
      const someone = visitor();
      await someone.signIn(email, language, name);
      return someone;
    },
    async advance(duration) {
      const answer = await fetch(`${portal.url}/dev/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advance: duration }),
      });
      if (!answer.ok) throw new Error(`the clock answered ${answer.status}`);
    },
  };
}

/** Enters contract and serial number. */
export async function verify(visitor: Visitor, language: Tongue, entrant: Entrant): Promise<Answer> {
  await visitor.go(`/${language}/onboarding/verify`);
  return visitor.submit({ contractNumber: entrant.contractNumber, serialNumber: entrant.serialNumber });
}

/** Waits for what happens after an answer, 5 s at most. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100 && !(await holds()); tries += 1) await sleep(50);
}
