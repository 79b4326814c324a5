import type { OrganizationId } from "./ids.ts";
/** An organization as the rules see it. */
export interface Organization {
  readonly id: OrganizationId;
  readonly parentId: OrganizationId | null;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly region: string;
  readonly country: string;
}

interface Node {
  readonly id: string;
  readonly parentId: string | null;
}

/** The organization and all above it, narrowest first; ends at a parent that is not in the list. */
export function chain<T extends Node>(id: T["id"], among: readonly T[]): T[] {
  const byId = new Map<string | null, T>(among.map((organization) => [organization.id, organization]));
  const found = new Set<T>();
  for (let next = byId.get(id); next && !found.has(next); next = byId.get(next.parentId)) found.add(next);
  return [...found];
}

/** What a person may choose from: both organizations and all above them, widest scope first, each once. */
export function widestFirst<T extends Node>(ids: readonly T["id"][], among: readonly T[]): T[] {
  const depth = new Map<T, number>();
  for (const id of ids)
    chain(id, among)
      .reverse()
      .forEach((organization, level) => depth.set(organization, level));
  return [...depth].sort(([, a], [, b]) => a - b).map(([organization]) => organization);
}

/** A list as a tree: each right after what is above it, as deep as that is long; beside one another in the order of the list. */
export function asTree<T extends Node>(
  list: readonly T[],
  above: T | null = null,
  depth = 0,
): { node: T; depth: number }[] {
  const listed = new Set<string | null>(list.map(({ id }) => id));
  return list
    .filter(({ parentId }) => (above ? parentId === above.id : !listed.has(parentId)))
    .flatMap((node) => [{ node, depth }, ...asTree(list, node, depth + 1)]);
}
