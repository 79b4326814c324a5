export const advisoryKinds = ["security", "product"] as const;

export type AdvisoryKind = (typeof advisoryKinds)[number];

/** Worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof severities)[number];

/** The smaller, the worse. */
export const rankOf = (severity: Severity) => severities.indexOf(severity);

export const worse = (one: Severity, other: Severity): Severity =>
  rankOf(one) <= rankOf(other) ? one : other;

/** By serial number a device is affected; by product id only possibly, since nobody here knows its software. */
export const matches = ["affected", "possible"] as const;

export type Match = (typeof matches)[number];

/** Whether an advisory names a product: exactly, or by its beginning where the pattern ends in `*`. */
export const namesProduct = (pattern: string, productId: string) =>
  pattern.endsWith("*") ? productId.startsWith(pattern.slice(0, -1)) : pattern === productId;

/** The title in a reader's language, else the one that there always is, with the language in which it stands. */
export function titleIn<L extends string>(
  { title, titles }: { readonly title: string; readonly titles: Readonly<Partial<Record<L, string>>> },
  language: L,
): { text: string; language: L | null } {
  const own = titles[language];
  return own ? { text: own, language } : { text: title, language: null };
}
