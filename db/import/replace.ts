import type { Key } from "./dependents.ts";
import type { ImportFile } from "./files.ts";
import { add, remember, type Tally } from "./report.ts";
import { checkedRows, type Source } from "./source.ts";
import type { Store } from "./store.ts";

const nameOf = (key: Key) => key.join(" ");

/**
 * Removes what a file does not hold, but never what something else names. A file of which a row was rejected replaces
 * nothing: what that row means would be removed.
 */
export async function replaceBy(source: Source, file: ImportFile, store: Store, tally: Tally) {
  if (tally.unusable || tally.rejected)
    return remember(tally, "stays", "everything, since not all of the file could be read");
  const held = await namesIn(source, file);
  let stays = new Map<string, { key: Key; named: string[] }>();
  let removed = 0;
  const remove = async (keys: readonly Key[]) => {
    const named = Map.groupBy(await store.remove(file, keys), ({ key }) => key);
    const gone = keys.filter(([key]) => !named.has(key!)).map(nameOf);
    for (const key of keys.filter(([first]) => named.has(first!)))
      stays.set(key[0]!, { key, named: named.get(key[0]!)!.map(({ dependents }) => dependents) });
    add(tally, [{ state: "removed", count: gone.length, first: gone }]);
    removed += gone.length;
  };

  for await (const keys of store.keys(file)) {
    const others = keys.filter((key) => !held.has(nameOf(key)));
    if (others.length) await remove(others);
  }
  // What was named only by what is removed now can go next: a branch, then what stood above it.
  for (let before = -1; before !== removed && stays.size;) {
    before = removed;
    const left = [...stays.values()].map(({ key }) => key);
    stays = new Map();
    for (let from = 0; from < left.length; from += 1000) await remove(left.slice(from, from + 1000));
  }
  for (const [name, { named }] of stays) remember(tally, "stays", `${name} (${named.join(", ")})`);
  if (removed) await store.outdateLists();
}

async function namesIn(source: Source, file: ImportFile): Promise<Set<string>> {
  const held = new Set<string>();
  for await (const { rows } of checkedRows(source, file))
    for (const checked of rows)
      if ("row" in checked) {
        const row = checked.row as unknown as Record<string, string>;
        held.add(nameOf(file.key.map((column) => row[column]!)));
      }
  return held;
}
