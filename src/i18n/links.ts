import type { PageKey } from "#locales/keys.ts";
import type { Translate } from "./translator.ts";

type View =
  | { face: "signedOut"; maskedEmail: string }
  | { face: "confirmAddress" | "raceLost"; organization: string }
  | { face: "decideRequest"; request: { requester: { name: string } } }
  | { face: "settled"; key: PageKey }
  | { face: "notYours" | "decided" }
  | { face: "objectToReclaim"; claimant: { name: string } }
  | { face: "activateAccount" | "acceptNomination"; organization: string }
  | { face: "accountOver" }
  | { face: "changeAddress" | "objectToChange" }
  | { face: "answerQuestion" }
  | { face: "acceptTerms" | "otherPerson" | "used" | "expired" | "replaced" | "withdrawn" };

/** The heading of a link's page. */
export function linkTitle(t: Translate, view: View): string {
  switch (view.face) {
    case "signedOut":
      return t("link.signedOut.title", { maskedEmail: view.maskedEmail });
    case "confirmAddress":
      return t("onboarding.confirmAddress.title", { organization: view.organization });
    case "acceptTerms":
      return t("link.terms.title");
    case "decideRequest":
      return t("decision.title", { name: view.request.requester.name });
    case "objectToReclaim":
      return t("reclaim.link.title", { name: view.claimant.name });
    case "activateAccount":
      return t("activation.title", { account: view.organization });
    case "acceptNomination":
      return t("activation.nomination.title", { account: view.organization });
    case "accountOver":
      return t("activation.over.title");
    case "answerQuestion":
      return t("link.answer.title");
    case "changeAddress":
      return t("address.link.title");
    case "objectToChange":
      return t("address.object.title");
    case "raceLost":
      return t("onboarding.raceLost.title", { organization: view.organization });
    case "settled":
      return t(`${view.key}.title`);
    case "notYours":
      return t("decision.notYours.title");
    case "decided":
      return t("link.used.title");
    default:
      return t(`link.${view.face}.title`);
  }
}
