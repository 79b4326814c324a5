import { mustBe } from "#db/gate.ts";
import { isPartyTo } from "#db/queries/own-request.ts";
import { asker } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";

/** What a reading of one request, for access or for a Smart Account, begins with: nobody else learns that it exists. */
export const ownRequest = (id: string, context: Context) => ({ own: mustBe(isPartyTo(asker(context), id)) });
