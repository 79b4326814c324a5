import type { Language } from "#src/i18n/languages.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sql, startDemo, tryOf, verify } from "./world.ts";

/** The demo world with a second person who may ask Havenlogistiek Noorderkaai, and what people do about reclaims. */
export async function startReclaims() {
  const portal = await startDemo({
    rows: { entitlements: ["234967407,second.asker@noorderkaai.example,"] },
  });
  const database = sql(portal);
  const signedIn = async (email: string, language: Language, name?: string) => {
    const visitor = new Visitor(portal.url);
    await visitor.signIn(email, language, name);
    return visitor;
  };
  return {
    portal,
    database,
    signedIn,
    /** Signs in, verifies and asks whoever administers. */
    async ask(email: string, language: Language, name: string, numbers = tryOf(email)) {
      const visitor = await signedIn(email, language, name);
      await verify(visitor, language, numbers);
      await visitor.submit();
      return visitor;
    },
    async reclaim(visitor: Visitor, language: Language, comment = "") {
      await visitor.go(`/${language}/onboarding/status`);
      return visitor.submit({ action: "reclaim", comment }, "reclaim");
    },
    /** The states of the reclaims of a person. */
    stateOf: async (email: string) =>
      (
        await database(
          "select c.state from reclaim c join person p on p.id = c.claimant_id where p.email = ?",
          email,
        )
      ).map(({ state }) => state),
  };
}

export type Reclaims = Awaited<ReturnType<typeof startReclaims>>;
