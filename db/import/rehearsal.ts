import type { Key } from "./dependents.ts";
import type { Store } from "./store.ts";

/** A store that writes nothing: it says what would change, and takes what it was given for done from then on. */
export function rehearsed(store: Store): Store {
  const given = new Map<string, Set<string>>();
  const gone = new Map<string, Key[]>();
  return {
    ...store,
    async existing(asked) {
      const existing = await store.existing(asked);
      return asked.map(
        ({ of, ids }, at) => new Set(ids.filter((id) => existing[at]!.has(id) || given.get(of)?.has(id))),
      );
    },
    async write(file, header, rows) {
      const [key, ...others] = file.key;
      const known = given.get(file.table) ?? new Set();
      // Others name only what one column tells apart.
      if (!others.length) for (const row of rows) known.add((row as Record<string, string>)[key!]!);
      given.set(file.table, known);
      return store.compare(file, header, rows);
    },
    async remove(file, keys) {
      const stays = await store.staying(file, keys, gone);
      const staying = new Set(stays.map(({ key }) => key));
      const lost = keys.filter(([key]) => !staying.has(key!));
      gone.set(file.table, [...(gone.get(file.table) ?? []), ...lost]);
      return stays;
    },
    outdateLists: async () => {},
    note: async () => {},
  };
}
