/** What a key of the provider's systems may do (README.md 9). */
export const scopes = ["read-people", "read-requests", "read-cases", "close-cases", "load-files"] as const;

export type Scope = (typeof scopes)[number];

export const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);
