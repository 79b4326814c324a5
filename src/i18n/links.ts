import type { Translate } from "./translator.ts";

type View =
  | { face: "signedOut"; maskedEmail: string }
  | { face: "confirmAddress" | "raceLost"; organization: string }
  | { face: "decideRequest"; requester: { name: string } }
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
      return t("link.decide.title", { name: view.requester.name });
    case "answerQuestion":
      return t("link.answer.title");
    case "raceLost":
      return t("onboarding.raceLost.title", { organization: view.organization });
    default:
      return t(`link.${view.face}.title`);
  }
}
