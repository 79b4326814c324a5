import {
  addAnswer,
  answerOf,
  answerTo,
  keyCounts,
  keyGates,
  type ShownKey,
  useApiKey,
} from "#db/queries/api-key.ts";
import { operationById } from "#db/queries/record.ts";
import type { Scope } from "#src/domain/api/scope.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import { actorOf, type Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { carryOutAndRead } from "./carry-out.ts";
import { type Consequences, hold, together, write } from "./consequences.ts";
import type { Load, Loaded } from "./query.ts";

/** Why a system of the provider's is refused, whatever it asks for; the edge knows words and statuses. */
export class KeyRefusal extends Error {
  override readonly name = "KeyRefusal";
  readonly because:
    "unknownKey" | "scopeMissing" | "idempotencyKeyReused" | "idempotencyKeySpent" | "settled" | "needsAgent";

  constructor(because: KeyRefusal["because"]) {
    super(because);
    this.because = because;
  }
}

interface Work<Input, L extends Load> {
  /** What the key must be allowed to do; null: nothing. */
  readonly scope: Scope | null;
  /** Everything that is looked at; nothing of it is read for a key that is wrong or may not. */
  readonly load: (input: Input, context: Context) => L;
}

interface Reading<Input, L extends Load, Answer> extends Work<Input, L> {
  readonly answer: (loaded: Loaded<L>, input: Input, key: ShownKey) => Answer;
}

/** What follows, and what is answered of it. */
type Answered<Answer> = Consequences & { readonly answer: Answer };

/** What came with a write: to the byte, and as it is meant. */
export interface Sent<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
}

/** Which key writes, and what came with it. */
export interface By<Value> {
  readonly key: ShownKey;
  readonly value: Value;
}

interface Writing<Input, Value, L extends Load, Answer> extends Work<Input, L> {
  /** `concept.verb`, as of every command. */
  readonly action: AuditAction;
  /** Refuses, or says what follows; called again on a fresh reading when the world has moved. */
  readonly decide: (
    loaded: Loaded<L>,
    input: Input,
    by: By<Value>,
    context: Context,
  ) => Answered<Answer> | Promise<Answered<Answer>>;
}

/** What a system shows: its key, and for a write the name that makes it happen once. */
export interface Shown {
  readonly secret: string;
  readonly onceOnly?: string;
}

/** What a system of the provider's reads with its key, in one trip. */
export const keyQuery = <Input, L extends Load, Answer>(definition: Reading<Input, L, Answer>) => ({
  ...definition,
  async ask(context: Context, { secret }: Shown, input: Input) {
    const gates = keyGates(sha256(secret), definition.scope, context.now);
    const loaded = await context.database.read({ ...gates, ...definition.load(input, context) });
    const key = admitted(loaded, context);
    return { key, answer: definition.answer(loaded as unknown as Loaded<L>, input, key) };
  },
});

const rounds = 3;

/**
 * What a system writes with its key: once for each idempotency key, which is a part of the operation's id; on record under
 * the key. The body is read only once the key is known to be right.
 */
export const keyCommand = <Input, Value, L extends Load, Answer extends object>(
  definition: Writing<Input, Value, L, Answer>,
) => ({
  ...definition,
  async run(
    { noted, ...given }: Context,
    { secret, onceOnly: named = "" }: Shown,
    input: Input,
    body: () => Promise<Sent<Value>>,
  ): Promise<{ readonly answer: Answer; readonly repeated: boolean }> {
    const { action, scope } = definition;
    if (noted) noted.action = action;
    const hash = sha256(secret);
    const onceOnly = sha256(named);
    let sent: Sent<Value> | undefined;
    let operationId = given.operationId;
    for (let round = 1; round <= rounds; round += 1) {
      const loaded = await given.database.read({
        ...keyGates(hash, scope, given.now),
        before: answerTo(hash, onceOnly),
        ...(round > 1 && { spent: operationById(operationId) }),
        ...definition.load(input, given),
      });
      const key = admitted(loaded, { noted });
      const { id } = key;
      sent ??= await body();
      operationId = operationOf(action, id, onceOnly, input, sent.bytes);
      const before = loaded.before[0];
      if (before && before.id !== operationId) throw new KeyRefusal("idempotencyKeyReused");
      if (before) return { answer: before.answer as Answer, repeated: true };
      if ("spent" in loaded && loaded.spent?.length) throw new KeyRefusal("idempotencyKeySpent");
      const context: Context = { ...given, session: actorOf(id), operationId };
      const own = loaded as unknown as Loaded<L>;
      const { answer, ...follows } = await definition.decide(own, input, { key, value: sent.value }, context);
      const kept = addAnswer({ id: operationId, keyId: id, onceOnly, answer, at: given.now });
      const done = await carryOutAndRead(
        { action, operationId, actor: actorOf(id), sessionUntil: undefined },
        together(hold(keyCounts(id, given.now)), write(kept, useApiKey(id, given.now)), follows),
        context,
        { kept: answerOf(operationId) },
      );
      if (done) return { answer: done.kept[0]!.answer as Answer, repeated: false };
    }
    throw new Refusal("conflict", "errors.moved");
  },
});

interface Gates {
  readonly key: readonly ShownKey[];
  readonly allowed: readonly unknown[];
}

function admitted({ key: [key], allowed }: Gates, { noted }: Pick<Context, "noted">): ShownKey {
  if (!key) throw new KeyRefusal("unknownKey");
  if (noted) noted.keyId = key.id;
  if (!allowed.length) throw new KeyRefusal("scopeMissing");
  return key;
}

const operationOf = (action: string, key: string, onceOnly: string, input: unknown, body: Uint8Array) =>
  `${action}:${key}.${onceOnly.slice(0, 22)}:${sha256(JSON.stringify([input, sha256(body)])).slice(0, 22)}` as OperationId;
