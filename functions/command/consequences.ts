import type { SQL, Statement } from "#db/builder.ts";
import { mustChange, mustHold, type Write } from "#db/client.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import type { Mail } from "#functions/emails/mail.ts";
import type { ParamsOf, Template } from "#functions/emails/templates.ts";

/** One row of the audit: what was done to what, from which state to which. */
export interface AuditEntry {
  /** Where it is not the command's own. */
  readonly action?: AuditAction;
  readonly subjectId: string;
  readonly organizationId?: OrganizationId | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What follows from a verb: what changes, what is on record of it, who hears of it; all of it in one batch, or nothing. */
export interface Consequences {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
  readonly mail: readonly Mail[];
}

export const nothing: Consequences = { writes: [], audit: [], mail: [] };

/** What is left out where a condition does not hold: `approved && accessGiven(…)`. */
type Part = Consequences | readonly Part[] | false | null | undefined | "";

/** Several consequences as one, in their order. */
export function together(...parts: readonly Part[]): Consequences {
  const all = parts.flat(10).filter((part): part is Consequences => Boolean(part));
  return {
    writes: all.flatMap(({ writes }) => writes),
    audit: all.flatMap(({ audit }) => audit),
    mail: all.flatMap(({ mail }) => mail),
  };
}

/** Rows that change, whatever they were. */
export const write = (...writes: readonly Write[]): Consequences => ({ ...nothing, writes });

/** Rows of which each must change, else the world has moved and nothing of the batch is done. */
export const change = (...writes: readonly Statement[]): Consequences =>
  write(...writes.map((one) => mustChange(one)));

/** Conditions that must hold at the instant of the writes. */
export const hold = (...conditions: readonly SQL[]): Consequences => write(...conditions.map(mustHold));

/** What is on record without a lifecycle of its own. */
export const record = (...audit: readonly AuditEntry[]): Consequences => ({ ...nothing, audit });

/** The same, on record under another action than the command's own where a part does not name one. */
export const recordedAs = <C extends { readonly audit: readonly AuditEntry[] }>(
  action: AuditAction,
  part: C,
): C => ({ ...part, audit: part.audit.map((entry) => ({ action, ...entry })) });

/** A message to somebody, in the language that this person reads; `more`: the link that it carries. */
export const tell = <T extends Template>(
  template: T,
  to: Mail["to"],
  params: ParamsOf<T>,
  more: Pick<Mail, "id" | "linkId" | "unsubscribe"> = {},
): Consequences => ({ ...nothing, mail: [{ template, to, params, ...more } as Mail] });

/** The statement that moves a row of a table on by an event, with the lifecycle of that table (`db/move.ts`). */
interface Mover<Row, State, Event, Changes> {
  (row: Row, event: Event, changes: Changes, guard?: SQL): Statement;
  readonly lifecycle: { readonly next: (state: State, event: Event) => State | null };
}

/**
 * A row moves on by an event: its write, which repeats the state that it leaves, and its row of the audit, both from the
 * lifecycle's table. `guard`: what must hold at that instant besides.
 */
export function move<
  Row extends { readonly id: string; readonly state: State },
  State extends string,
  Event extends string,
  Changes,
>(
  mover: Mover<Row, State, Event, Changes>,
  row: Row,
  event: Event,
  changes: Changes,
  {
    guard,
    ...about
  }: Pick<AuditEntry, "action" | "organizationId"> & { readonly guard?: SQL | undefined } = {},
): Consequences {
  return together(
    change(mover(row, event, changes, guard)),
    record({ subjectId: row.id, from: row.state, to: mover.lifecycle.next(row.state, event), ...about }),
  );
}

/** Whoever is concerned several times reads it once; the rest stands where the matters stand. */
export const onceEach = ({ mail, ...follows }: Consequences): Consequences => ({
  ...follows,
  mail: mail.filter(
    ({ template, to }, at) =>
      mail.findIndex((one) => one.template === template && one.to.email === to.email) === at,
  ),
});
