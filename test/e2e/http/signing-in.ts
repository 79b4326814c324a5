import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

/** How somebody comes in, step by step, on one portal. */
export const signingIn = (portal: TestPortal) => ({
  fresh: () => new Visitor(portal.url),
  codeOf: async (email: string) => (await new Visitor(portal.url).mailTo(email, "sign-in-code"))[0]!.code!,
  /** Somebody who has given an address, and stands before the question for the code. */
  async asked(email: string, language = "en", next = "") {
    const visitor = new Visitor(portal.url);
    await visitor.go(`/${language}/sign-in${next}`);
    await visitor.submit({ email });
    return visitor;
  },
});
