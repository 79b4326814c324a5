import { valid } from "#src/domain/journeys/journey.ts";
import { verify } from "#src/domain/journeys/onboarding/verify.ts";
import { nameErrors, readName } from "#src/domain/profile.ts";
import type { Fields } from "#functions/command/command.ts";
import { signedIn, someone } from "#functions/command/query.ts";
import type { Actor } from "#functions/context/context.ts";

/** A contract and a serial number as typed, with the name of whoever comes for the first time; null: not asked. */
export function numbersAndName(fields: Fields) {
  const { answers, errors } = verify.read(fields);
  const name = fields["name"] === undefined ? null : readName(fields["name"]);
  return { ...valid({ answers, errors: { ...errors, ...(name !== null && nameErrors(name)) } }), name };
}

/** Who asks: also somebody whose name is not known yet, who says it in the same form. */
export const sayingTheirName = (actor: Actor, name: string | null) =>
  name === null ? signedIn(actor) : someone(actor);
