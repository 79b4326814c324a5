import type { MessageKey } from "#locales/keys.ts";
import { type Result } from "#db/builder.ts";
import { accountIdOf, activeAccount } from "#db/queries/account.ts";
import { holdingsInAccount } from "#db/queries/account-role.ts";
import { type Action, can } from "#src/domain/policy.ts";
import { Refusal, forbidden } from "#src/domain/refusal.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";

/** An account in use by its identifier, and what the asker holds in it. */
export const accountPlace = (domain: string, context: Context) => ({
  account: activeAccount(domain),
  holds: holdingsInAccount(asker(context), accountIdOf(domain)),
});

export type AccountPlace = Loaded<ReturnType<typeof accountPlace>>;
type Account = Result<ReturnType<typeof activeAccount>>[number];

/** What an account is called in addresses and on pages. */
export const named = ({ domainIdentifier, name }: Account) => ({
  domain: domainIdentifier ?? "",
  name: name ?? "",
});

/**
 * The asker in an account where the action is allowed. Who holds nothing in it learns nothing of it (404); who holds
 * something else is told so (403). A role in a part of the account never counts for the whole.
 */
export function allowedInAccount(
  actor: Actor,
  { account: [account], holds }: AccountPlace,
  action: Action,
  refused?: MessageKey,
) {
  const person = signedIn(actor);
  if (!account || !holds.length) throw new Refusal("notFound", "errors.404");
  const held = holds.map((one) => one.holds);
  if (!can(held, action)) throw forbidden(refused);
  return { person, account, ...named(account), may: (other: Action) => can(held, other) };
}

/** As `allowedInAccount`, for a form on a page that one may see all the same. */
export const actingInAccount = (actor: Actor, place: AccountPlace, action: Action) =>
  allowedInAccount(actor, place, action, "account.notAllowed");

/** The pages of an account, and what one has to be allowed for each. */
const pages = {
  "": "account.read",
  people: "accountRole.give",
  "virtual-accounts": "virtualAccount.create",
  requests: "accountRequest.decide",
  history: "accountHistory.read",
} as const satisfies Record<string, Action>;

export type AccountPart = keyof typeof pages;

/** What every page of an account shows: its name, and the pages that the asker may open. */
export const accountHeading = ({ domain, name, may }: ReturnType<typeof allowedInAccount>) => ({
  domain,
  name,
  pages: (Object.keys(pages) as AccountPart[]).filter((page) => may(pages[page])),
});

/** Of an action that was refused: on record where somebody tried who holds something there. */
export const attemptInAccount = ({ account: [account], holds }: AccountPlace) =>
  account && holds.length ? { subjectId: account.id } : null;
