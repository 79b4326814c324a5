import { requestIdIn } from "#db/queries/access-request.ts";
import type { PlaceKey } from "#db/queries/place.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import type { AccessRequestId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { placeAddress } from "#src/i18n/places.ts";
import { command, type Fields, lines } from "#functions/command/command.ts";
import { together } from "#functions/command/consequences.ts";
import { oneOf, several } from "#functions/command/several.ts";
import { decide } from "#functions/consequences/access-request/decide.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { type DeciderRecords, deciderRecords, decides, deciding } from "#functions/rights/decider.ts";
import { attemptIn, inPlace, placeRecords, realmFor } from "#functions/rights/place.ts";
import { administratorIn, type DecisionRecords, decisionRecords } from "#functions/standing/decision.ts";

type Records = DecisionRecords & DeciderRecords;

/** Those of the chosen requests on which somebody can decide now. */
const decidable = (loaded: Readonly<Record<string, unknown>>, ids: readonly string[], me: Person) =>
  ids.flatMap((_, at) => {
    const records = oneOf<Records>(loaded, at);
    const [request] = records.request;
    const decider = administratorIn(records, me);
    return request && decider && isUndecided(request)
      ? [{ records, request, decider: { ...decider, amongSeveral: true } }]
      : [];
  });

/** Those on which this person has decided, or can. */
const own = (loaded: Readonly<Record<string, unknown>>, ids: readonly string[], me: Person) =>
  ids.filter((_, at) => {
    const [request] = oneOf<Records>(loaded, at).request;
    return request && request.requesterId !== me.id && (isUndecided(request) || request.decidedBy === me.id);
  }).length;

/** One decision on several requests of a place, each on record as if alone; what others settled meanwhile stays so. */
const decideSeveralIn = (keyOf: (fields: Fields) => PlaceKey) =>
  command({
    action: "accessRequest.decide",
    repeated: ["request", "scope"],

    input: ({ request = "", ...fields }: Fields) => ({
      key: keyOf(fields),
      ids: lines(request).slice(0, limits.accessRequest.listedAtOnce),
      fields,
    }),

    load: ({ key, ids }, context: Context) => ({
      ...placeRecords(key, context),
      ...several(
        ids.map((one) => {
          const id = requestIdIn(realmFor(key, deciding(key), context), one as AccessRequestId);
          return { ...decisionRecords(id), ...deciderRecords(id, context) };
        }),
      ),
    }),

    attempt: attemptIn,
    allow: (actor, loaded) => inPlace(actor, loaded, ({ kind }) => decides[kind]),

    done: ({ place: [place], ...loaded }, { ids, fields }, me) => {
      const decision = fields["decision"] === "deny" ? "deny" : "approve";
      const count = own(loaded, ids, me);
      return place && count
        ? { said: { key: `acts.decideSeveral.${decision}`, params: { count, place: place.name } } }
        : null;
    },

    decide: ({ person, place }, loaded, { ids, fields }, context) => {
      if (!ids.length) throw invalid({ request: { key: "decision.errors.requestRequired" } });
      if (fields["decision"] === "ask")
        throw invalid({ decision: { key: "decision.errors.decisionRequired" } });
      const chosen = decidable(loaded, ids, person);
      const next = placeAddress(place, "requests");
      if (!chosen.length) {
        if (own(loaded, ids, person)) return { next };
        throw invalid({ request: { key: "decision.errors.settledMeanwhile" } });
      }
      if (chosen.some(({ decider }) => decider.owes.length))
        throw invalid({ request: { key: "decision.errors.termsFirst" } });
      const follows = together(
        chosen.map(({ records, decider }) => decide(records, decider, fields, context)),
      );
      return {
        next,
        ...(fields["decision"] === "deny" && {
          check: {
            question: { key: "decision.several.sure", params: { count: chosen.length } },
            loses: chosen.map(({ request }) => ({
              key: "decision.several.one" as const,
              params: {
                name: request.requesterName,
                email: request.requesterEmail,
                place: request.placeName,
              },
            })),
            follows: [{ key: "decision.several.told" }],
            ...(fields["comment"] && { quote: fields["comment"] }),
            confirm: { key: "decision.several.confirm" },
          },
        }),
        ...follows,
      };
    },
  });

export const decideSeveralInOrganization = decideSeveralIn(({ id = "" }) => ({
  organizationId: organizationIdOf(id),
}));

export const decideSeveralInAccount = decideSeveralIn(({ domain = "" }) => ({ domain }));
