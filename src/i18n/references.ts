const reference = /\$t\(([\w.-]+)\)/gu;

/** A text with the sentences that it quotes by key, `$t(home.register)`, put in: a button has its name in one place. */
export function resolve(text: string, sentence: (key: string) => string | undefined, depth = 0): string {
  if (depth > 3 || !text.includes("$t(")) return text;
  return text.replace(reference, (whole, key: string) => {
    const quoted = sentence(key);
    return quoted === undefined ? whole : resolve(quoted, sentence, depth + 1);
  });
}

/** The sentence at a dotted key of a tree of sentences. */
export function sentenceIn(tree: unknown, key: string): string | undefined {
  const found = key.split(".").reduce<unknown>((node, name) => branch(node, name), tree);
  return typeof found === "string" ? found : undefined;
}

const branch = (node: unknown, name: string): unknown =>
  typeof node === "object" && node !== null && Object.hasOwn(node, name)
    ? (node as Record<string, unknown>)[name]
    : undefined;

/** A tree of sentences with all quotations put in. */
export function resolveAll<Tree>(tree: Tree, root: unknown = tree): Tree {
  if (typeof tree === "string") return resolve(tree, (key) => sentenceIn(root, key)) as Tree;
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, each]) => [name, resolveAll<unknown>(each, root)]),
  ) as Tree;
}
