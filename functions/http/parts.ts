import { openDatabase } from "#db/client.ts";
import { limits } from "#src/domain/limits.ts";
import type { Query } from "#functions/command/query.ts";
import { turns } from "#functions/context/turns.ts";
import type { Exchange } from "./exchange.ts";
import { Unacceptable } from "./unacceptable.ts";

const takeTurn = turns();

/**
 * What a query gives, a part at a time: the first before anything is answered, so that a refusal is a page, each of the
 * others when it is wanted, with the right of whoever asks looked at again. `following` says what is asked next; null:
 * nothing. What has several waits for its turn: all of them are held until it is whole. Each part has a connection of its own:
 * one remembers all that it has read, and has to end in a few seconds.
 */
export async function inParts<Question, View>(
  { var: { context, meter, settings } }: Exchange,
  query: Query<Question, View>,
  question: Question,
  following: (view: View, question: Question) => Question | null,
) {
  const ask = async (asked: Question) => {
    const database = openDatabase({ ...settings.database, meter });
    return (await query.ask({ ...context, database }, asked)).view;
  };
  const first = await ask(question);

  async function* parts() {
    yield first;
    let asked = following(first, question);
    if (asked === null) return;
    const end = await takeTurn(limits.file.turn);
    if (!end) throw new Unacceptable(503);
    try {
      for (; asked !== null; await giveWay()) {
        const view: View = await ask(asked);
        yield view;
        asked = following(view, asked);
      }
    } finally {
      end();
    }
  }
  return { first, parts: parts() };
}

/** Lets others have their pages first: whoever waits for a file waits a little longer. */
export const giveWay = () => new Promise((resolve) => setTimeout(resolve, 10));

/** One thing after another, made of each as it comes; the first is told. */
export async function* mapped<From, To>(
  all: AsyncGenerator<From>,
  to: (one: From, isFirst: boolean) => To,
): AsyncGenerator<To> {
  let isFirst = true;
  for await (const one of all) {
    yield to(one, isFirst);
    isFirst = false;
  }
}
