import { isPersonalEmail, normalizeEmail } from "./email.ts";

const longest = 254;

/** A business address as it was typed: normalized, with what is wrong with it. */
export function businessAddress(typed: string): {
  email: string;
  problem: "Required" | "Malformed" | "Personal" | null;
} {
  const email = typed.length > longest ? null : normalizeEmail(typed);
  if (!typed.trim()) return { email: "", problem: "Required" };
  if (!email) return { email: "", problem: "Malformed" };
  return { email, problem: isPersonalEmail(email) ? "Personal" : null };
}
