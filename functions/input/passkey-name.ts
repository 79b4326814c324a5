import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { oneLine } from "#src/domain/text.ts";

const { longestName } = limits.passkey;

/** What somebody calls a passkey; refuses nothing and too much. */
export function passkeyName(typed = ""): string {
  const name = oneLine(typed);
  if (!name) throw invalid({ name: { key: "passkeys.errors.nameRequired" } });
  if ([...name].length > longestName)
    throw invalid({ name: { key: "passkeys.errors.nameTooLong", params: { max: longestName } } });
  return name;
}
