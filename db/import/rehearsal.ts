import type { Key } from "./dependents.ts";
import type { Store } from "./store.ts";

/** A store that writes nothing: it says what would change, and takes what it was given for done from then on. */
export function rehearsed(store: Store): Store {
  const given = new Map<string, Set<string>>();
  const gone = new Map<string, Key[]>();
  return {
    ...store,
    async look(file, header, rows) {
      const found = await store.look(file, header, rows);
      const missing = Object.entries(found.missing).map(
        ([column, ids]) =>
          [column, new Set([...ids].filter((id) => !given.get(file.references[column]!)?.has(id)))] as const,
      );
      return { ...found, missing: Object.fromEntries(missing) };
    },
    async write(file, header, rows, found) {
      const [key, ...others] = file.key;
      const known = given.get(file.table) ?? new Set();
      // Others name only what one column tells apart.
      if (!others.length) for (const row of rows) known.add((row as Record<string, string>)[key!]!);
      given.set(file.table, known);
      return store.compare(file, header, rows, found);
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
