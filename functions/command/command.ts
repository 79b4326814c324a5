import { operationById, recordAttempt } from "#db/queries/record.ts";
import type { Done } from "#src/domain/act.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { Refusal, type RefusalKind, unconfirmed } from "#src/domain/refusal.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";
import { departure } from "#functions/context/departure.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { carryOut } from "./carry-out.ts";
import { changing } from "./changing.ts";
import type { Attempt, Decision } from "./decision.ts";
import { type Load, type Loaded, needsSession, readWithActor } from "./query.ts";

interface Work<Input, L extends Load> {
  /** `concept.verb`, the same in audit, logs and labels. */
  readonly action: AuditAction;
  /** Fields that may appear several times: their values are the lines of one, for `lines` to take apart. */
  readonly repeated?: readonly string[];
  /** True where one need not be signed in. */
  readonly anyone?: true;
  /** True of what keeps one's own safe, as long as there is something to end: no number a day holds it up. */
  readonly always?: true;
  /** What the form's fields mean; throws `invalid` for what cannot be. */
  readonly input: (fields: Fields) => Input;
  readonly load: (input: Input, context: Context) => L;
  /** What is said of it on the page that it leads to; after it was done, and when its form is sent again. */
  readonly done?: (loaded: Loaded<L>, input: Input, person: Person, context: Context) => Done | null;
}

interface Asked<Input, L extends Load, Who> extends Work<Input, L> {
  /**
   * Who may do it: gives whoever asks, with the right that the writes rest on, and refuses everybody else. What is
   * refused here leaves an audit row where `attempt` knows what it was about.
   */
  readonly allow: (actor: Actor, loaded: Loaded<L>, input: Input, context: Context) => Who;
  /** What an attempt was about that is refused; null: nothing known. */
  readonly attempt?: (loaded: Loaded<L>, input: Input) => Attempt | null;
  /**
   * Refuses, or says what follows. Without time, ids and secrets of its own: called again on a fresh reading when the
   * world has moved. The context's operation id is the one that is recorded. It takes time only where something signed
   * is to be checked.
   */
  readonly decide: (
    who: Who,
    loaded: Loaded<L>,
    input: Input,
    context: Context,
  ) => Decision | Promise<Decision>;
}

interface Scheduled<Input, L extends Load> extends Work<Input, L> {
  readonly decide: (loaded: Loaded<L>, input: Input, context: Context) => Decision;
}

/** The fields of a form: each name once, its value as sent; of a `repeated` one all values, one a line. */
export type Fields = Readonly<Record<string, string>>;

/** The values of a field that may repeat, each once. */
export const lines = (field = "") => [...new Set(field.split(/\r?\n/u).filter(Boolean))];

/** What is said of an act, and how it is taken back: on which page, and of which operation. */
export interface Notice extends Pick<Done, "said"> {
  readonly undo?: { readonly at: string; readonly of: OperationId };
}

export interface Outcome {
  readonly next: string;
  readonly notice?: Notice | undefined;
  /** When the session was extended: until then, in milliseconds. */
  readonly sessionUntil?: number;
}

const rounds = 3;

/** Every write has this shape: parse, load, allow, decide, then one atomic batch of changes, audit, outbox and operation id. */
export const command = <Input, L extends Load, Who>(definition: Asked<Input, L, Who>) => ({
  ...definition,
  by: "people" as const,
  run: runner<Input, L>({
    ...definition,
    decide: (actor, loaded, input, context) =>
      definition.decide(definition.allow(actor, loaded, input, context), loaded, input, context),
  }),
});

/** As `command`, for what the portal does by itself: it belongs to a job, and no address takes it. */
export const scheduledCommand = <Input, L extends Load>(definition: Scheduled<Input, L>) => ({
  ...definition,
  by: "portal" as const,
  run: runner<Input, L>({
    ...definition,
    decide: (actor, loaded, input, context) => {
      if (actor !== "system") throw new Error(`${definition.action} is for the portal itself`);
      return definition.decide(loaded, input, context);
    },
  }),
});

export type Command = Pick<ReturnType<typeof command>, "action" | "repeated" | "by" | "run">;
export type ScheduledCommand = Pick<ReturnType<typeof scheduledCommand>, "action" | "by" | "run">;

type Runnable<Input, L extends Load> = Omit<Asked<Input, L, Actor>, "allow">;

const runner =
  <Input, L extends Load>(definition: Runnable<Input, L>) =>
  /** `also` is read in the same trip, for the page to show should the command be refused. */
  async (context: Context, fields: Fields, also: Load = {}): Promise<Outcome> => {
    if (context.noted) context.noted.action = definition.action;
    if (!definition.anyone) needsSession(context);
    const input = definition.input(fields);
    const operationId = ownOperation(definition.action, context, fields);
    const leaving = departure(context.realNow);
    for (let round = 1; ; round += 1) {
      const {
        loaded,
        actor,
        until: sessionUntil,
      } = await readWithActor(context, () => ({
        operation: operationById(operationId),
        ...changing.read(context),
        ...definition.load(input, context),
        ...apart(also),
      }));
      const before = loaded.operation[0];
      const own = loaded as unknown as Loaded<L>;
      const done = typeof actor === "string" ? null : definition.done?.(own, input, actor, context);
      if (before) {
        // What it told may wait to be sent, since an earlier try whose answer was lost.
        context.departing?.push(leaving);
        return { next: before.next, notice: noticeOf(done, operationId) };
      }
      const doing = { ...context, operationId };
      const decision = await decided(
        () => definition.decide(actor, own, input, doing),
        (refusal) => leaveTrace(refusal, definition, definition.attempt?.(own, input), actor, doing),
      );
      if (!("writes" in decision)) return { ...decision, notice: noticeOf(done) };
      const counted = definition.always ? [] : changing.take(loaded, actor, decision, context);
      if ("check" in decision && decision.check && fields["confirmed"] !== "yes")
        throw unconfirmed(decision.check);
      const by = { action: definition.action, operationId, actor, sessionUntil };
      const writes = [...counted, ...decision.writes];
      const next = await carryOut(by, { ...decision, writes }, context, leaving);
      if (next === null && round < rounds) continue;
      if (next === null) throw new Refusal("conflict", "errors.moved");
      if ("refusal" in decision) throw decision.refusal;
      return {
        next,
        notice: noticeOf(done, operationId),
        ...(sessionUntil && { sessionUntil }),
      };
    }
  };

/** What is said of an operation, or of what was done before. */
const noticeOf = (done: Done | null | undefined, of?: OperationId): Notice | undefined =>
  done ? { said: done.said, ...(done.undo && of && { undo: { at: done.undo, of } }) } : undefined;

const traced: readonly RefusalKind[] = ["forbidden", "notFound", "conflict", "gone"];

async function decided(
  decide: () => Decision | Promise<Decision>,
  refused: (refusal: Refusal) => Promise<void>,
): Promise<Decision> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof Refusal) await refused(error);
    throw error;
  }
}

/** Somebody tried to decide who may not, or too late: that is on record too, as far as there is room in what is changed in a day. */
async function leaveTrace(
  { kind }: Refusal,
  { action }: { readonly action: string },
  attempt: Attempt | null | undefined,
  actor: Actor,
  context: Context,
) {
  if (!attempt || typeof actor === "string" || !traced.includes(kind)) return;
  const { database, now, operationId } = context;
  const { subjectId, organizationId = null } = attempt;
  const tried = attempt.action ?? action;
  await database.write(null, [
    ...changing.count(actor, 1, context),
    recordAttempt(
      { at: now, actor: actor.id, action: tried, subjectId, organizationId, refusal: kind, operationId },
      { since: now - window.day, most: limits.refusedAttempt.perDay },
    ),
  ]);
}

const notContent = new Set(["operationId", "lang", "next", "problems"]);

/** The form's operation: of this command, this session and this content. Another form with the same id is another one. */
export function ownOperation(
  action: string,
  { session, operationId }: Pick<Context, "session" | "operationId">,
  fields: Fields,
): OperationId {
  const content = Object.entries(fields).filter(([name]) => !notContent.has(name));
  const whose = typeof session === "object" ? session.token : session;
  return `${action}:${operationId}:${sha256(JSON.stringify([whose, content.sort()])).slice(0, 22)}` as OperationId;
}

/** Under names of their own, so that a page's statements and a command's do not hide one another. */
const apart = (load: Load): Load =>
  Object.fromEntries(Object.entries(load).map(([name, statement]) => [`page: ${name}`, statement]));
