import { nextUndecided } from "#db/queries/access-request-list.ts";
import { requestIdIn } from "#db/queries/access-request.ts";
import type { PlaceKey } from "#db/queries/place.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { placeAddress } from "#src/i18n/places.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { asker } from "#functions/command/query.ts";
import { attemptAt, decideHere } from "#functions/consequences/access-request/decide-here.ts";
import { deciderRecords, decides, deciding } from "#functions/rights/decider.ts";
import { inPlace, placeRecords, realmFor } from "#functions/rights/place.ts";
import { decided, decisionRecords } from "#functions/standing/decision.ts";

/** The same decision as by link, made where the place is managed or from To do. */
const decideIn = (keyOf: (fields: Fields) => PlaceKey) =>
  command({
    action: "accessRequest.decide",
    repeated: ["scope"],

    input: ({ request = "", ...fields }: Fields) => ({ key: keyOf(fields), request, fields }),

    load: ({ key, request }, context) => {
      const id = requestIdIn(realmFor(key, deciding(key), context), request);
      return {
        ...placeRecords(key, context),
        ...decisionRecords(id),
        ...deciderRecords(id, context),
        following: nextUndecided(realmFor(key, deciding(key), context), request, asker(context)),
      };
    },

    attempt: (loaded) => attemptAt(loaded),

    allow: (actor, loaded) => inPlace(actor, loaded, ({ kind }) => decides[kind]),

    done: ({ request: [request] }, { fields }) => (request ? decided(request, fields) : null),

    decide: ({ person, place }, loaded, { fields }, context) =>
      decideHere(
        loaded,
        person,
        (id) =>
          placeAddress(place, `requests/${(fields["goOn"] === "yes" && loaded.following[0]?.id) || id}`),
        fields,
        context,
      ),
  });

export const decideInOrganization = decideIn(({ id = "" }) => ({ organizationId: organizationIdOf(id) }));

export const decideInAccount = decideIn(({ domain = "" }) => ({ domain }));
