import { shown } from "./rules.ts";

/** Organizations to be written, parents before children, and those that cannot be, with the reason. */
export interface Settled {
  readonly order: readonly string[];
  readonly rejected: ReadonlyMap<string, string>;
}

type Parents = ReadonlyMap<string, string | null>;

/**
 * Decides which organizations find their place in a tree: every parent exists and no chain of parents is a circle.
 * `incoming` are the parents in the file; `existing` those in the database, which hold where the file says nothing or
 * what it says is rejected.
 */
export function settle(incoming: Parents, existing: Parents): Settled {
  const accepted = new Map(incoming);
  const rejected = new Map<string, string>();
  const level = new Map<string, number>();
  /** From where the way up begins to where it has come; empty between two. */
  const onPath = new Set<string>();

  const exists = (id: string) => accepted.has(id) || existing.has(id);
  const parentOf = (id: string) => (accepted.has(id) ? accepted.get(id)! : (existing.get(id) ?? null));
  const reject = (id: string, reason: string) =>
    accepted.delete(id) && rejected.set(id, `parent_id ${reason}`);
  const unknown = (id: string) =>
    `${shown(id)} ${rejected.has(id) ? "was rejected" : "is neither in the file nor in the database"}`;

  const place = (path: string[], above: number) => {
    let next = above;
    while (path.length) {
      const id = path.pop()!;
      onPath.delete(id);
      level.set(id, ++next);
    }
  };

  for (const start of incoming.keys()) {
    const path: string[] = [];
    for (let at: string | null = start; ;) {
      if (at === null || level.has(at)) {
        place(path, at === null ? 0 : level.get(at)!);
        break;
      }
      if (onPath.has(at)) {
        const round: string[] = path.splice(path.indexOf(at));
        round.forEach((id) => onPath.delete(id));
        const fromFile = round.filter((id) => accepted.has(id));
        for (const id of fromFile) reject(id, `makes a circle: ${circle(round)}`);
        if (!fromFile.length) place(round, 0);
      } else if (exists(at)) {
        path.push(at);
        onPath.add(at);
        at = parentOf(at);
      } else {
        const child = path.pop();
        if (child === undefined) break;
        onPath.delete(child);
        if (!reject(child, unknown(at))) level.set(child, 1);
        at = child;
      }
    }
  }
  const order = [...accepted.keys()].sort((a, b) => level.get(a)! - level.get(b)!);
  return { order, rejected };
}

const circle = (ids: string[]) =>
  [...ids.slice(0, 5), ...(ids.length > 5 ? ["…"] : []), ids[0]!]
    .map((id) => (id === "…" ? id : shown(id)))
    .join(" → ");
