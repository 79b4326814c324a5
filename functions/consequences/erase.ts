import type { SQL } from "#db/builder.ts";
import { refuseMail } from "#db/queries/budget.ts";
import {
  activationsWaitingFor,
  type Administered,
  administeredBy,
  administratorsBeside,
  openOf,
} from "#db/queries/erasure-facts.ts";
import { eraseEverything } from "#db/queries/erasure.ts";
import { cannotBeUndone, type Check, type Phrase } from "#src/domain/act.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { type Consequences, record, tell, together, write } from "#functions/command/consequences.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import type { Reader } from "#functions/emails/letter.ts";

/** What is read of somebody before all is erased: who is to be told, and what it means for places. */
export const erasureRecords = (id: SQL, email: SQL | string) => ({
  administered: administeredBy(id),
  beside: administratorsBeside(id),
  waiting: activationsWaitingFor(id, email),
  open: openOf(id),
});

/** What is asked of somebody before all own data are erased. */
export const erasing = (administered: readonly Administered[], hasAccess: boolean, back: string): Check => ({
  question: { key: "data.check.title" },
  loses: lost
    .filter((one) => hasAccess || one !== "access")
    .map((one) => ({ key: `data.check.goneList.${one}` })),
  follows: [
    ...administered
      .filter(({ last }) => last === 1)
      .map(({ kind, name }): Phrase => ({ key: `data.check.${kind}`, params: { name } })),
    { key: "data.check.record" },
    { key: "data.check.again" },
    cannotBeUndone,
  ],
  back,
  confirm: { key: "data.check.confirm" },
});

const lost = ["profile", "access", "requests", "messages", "sessions", "association"] as const;

type ErasureRecords = Pick<Loaded<ReturnType<typeof erasureRecords>>, "beside" | "waiting">;

interface Erasing {
  readonly person: Reader & { readonly id: PersonId };
  /** Who erases: a person's id, or `system`. */
  readonly actor: string;
  /** The address is never to be written to again. */
  readonly never: boolean;
  /** Whether the person is told; whoever never came is not. */
  readonly told: boolean;
}

/**
 * Erases everything that is known of somebody (SECURITY.md 12.2). Others are told without a name, in the same batch; the
 * last message to the person is written after all else, and nothing of it stays.
 */
export function erase(
  { person, actor, never, told }: Erasing,
  { beside, waiting }: ErasureRecords,
  context: Context,
): Consequences {
  const { settings, now, realNow, operationId } = context;
  const { id, email } = person;
  const who = {
    id,
    email,
    mailbox: mailboxOf(email),
    actor,
    action: "person.erase",
    operationId,
    now,
    realNow,
    called: settings.provisioning.url !== "",
  };
  return together(
    write(...eraseEverything(who)),
    never &&
      write(
        ...mailboxHashes(settings.secrets, email)
          .slice(0, 1)
          .map((hash) => refuseMail(hash, now)),
      ),
    record({ subjectId: id, to: "erased" }),
    beside.map(({ organization, organizationId, ...to }) =>
      tell("administrator-changed", to, { organization, organizationId, who: null, change: "erased" }),
    ),
    waiting.map(({ id: account, name, called, ...to }) =>
      tell(
        "account-declined",
        { ...to, name: called },
        { account: name ?? "", by: null, comment: "", request: `requests/${account}` },
      ),
    ),
    told && tell("data-erased", person, { never }),
  );
}
