import { dirname } from "node:path/posix";
import type { Import } from "./imports.ts";

/** The folders that each folder needs. */
function needs(imports: readonly Import[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [here, there] = [dirname(from), dirname(to)];
    if (here !== there) found.set(here, (found.get(here) ?? new Set()).add(there));
  }
  return found;
}

/** All that can be reached from a folder. */
function reachedFrom(folder: string, all: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const other of all.get(next) ?? [])
      if (!reached.has(other)) {
        reached.add(other);
        open.push(other);
      }
  return reached;
}

/** Folders that need one another, each circle once, its folders in order. */
export function circles(imports: readonly Import[]): readonly (readonly string[])[] {
  const all = needs(imports);
  const reached = new Map([...all.keys()].map((folder) => [folder, reachedFrom(folder, all)]));
  const together = (one: string, other: string) =>
    reached.get(one)?.has(other) && reached.get(other)?.has(one);
  const rings = [...reached.keys()]
    .map((folder) => [...reached.keys()].filter((other) => together(folder, other)).sort())
    .filter((ring) => ring.length > 0);
  return [...new Map(rings.map((ring) => [ring.join(), ring])).values()];
}
