import { passkeysOf } from "#db/queries/passkey.ts";
import { limits } from "#src/domain/limits.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { toCreate } from "#functions/standing/passkey-options.ts";

/** One's own passkeys, and what a browser is told to make one more. */
export const passkeysPage = query({
  load: (_: unknown, context) => ({ passkeys: passkeysOf(asker(context)) }),
  view: (actor, { passkeys }, _, context) => {
    const person = signedIn(actor);
    const { settings, language } = context;
    const { oidc } = settings;
    const isAgent = settings.agents.includes(person.email);
    return {
      passkeys: passkeys.map(({ id, name, createdAt, answeredAt }) => ({
        id,
        name,
        createdAt,
        usedAt: answeredAt,
      })),
      /** One is demanded before anything else that agents do. */
      isDemanded: isAgent && settings.passkeys,
      /** The provider whose strong sign-in counts instead. */
      instead: oidc?.strong.length
        ? { service: oidc.label, href: `/sign-in/oidc?again=yes&next=%2F${language}%2Freviews` }
        : null,
      mayRemove: !isAgent || passkeys.length > 1,
      options: passkeys.length < limits.passkey.most ? toCreate(person, passkeys, context) : null,
    };
  },
});
