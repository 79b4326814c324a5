import { isPersonalEmail, normalizeEmail } from "./email.ts";
import { limits } from "./limits.ts";

/** A business address as it was typed: normalized, with what is wrong with it. */
export function businessAddress(typed: string): {
  email: string;
  problem: "Required" | "Malformed" | "Personal" | null;
} {
  const email = typed.length > limits.email.longest ? null : normalizeEmail(typed);
  if (!typed.trim()) return { email: "", problem: "Required" };
  if (!email) return { email: "", problem: "Malformed" };
  return { email, problem: isPersonalEmail(email) ? "Personal" : null };
}
