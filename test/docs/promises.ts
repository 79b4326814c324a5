/** By what a promise is kept: a page of the portal, a scheduled job, a table that the cleaning goes by, a source. */
type Keeper = `page ${string}` | `job ${string}` | `kept ${string}` | `source ${string}`;

/** What the legal texts and the help promise, by how the passage begins in English, and what keeps it. */
export const promises: Readonly<
  Record<"privacy" | "terms" | "help", Readonly<Record<string, readonly Keeper[]>>>
> = {
  privacy: {
    "{{controllerName}},": ["source src/settings/operator.ts", "page profile/data"],
    "- **Where you are signed in**: what": [
      "page profile/sessions",
      "source functions/context/asking-browser.ts",
    ],
    "- **What agents of": ["source functions/use-cases/review/note.ts", "page people/erase"],
    "- **The messages that we send you**": ["source functions/relays/outbox.ts"],
    "We never keep a password": [
      "source functions/use-cases/session/enter-code.ts",
      "source functions/context/links.ts",
    ],
    "From you, or from others": ["page unsubscribe/{token}", "source functions/emails/invitation.ts"],
    "- **To protect the portal": ["source functions/quotas/quotas.ts"],
    "- **Agents of": ["page people", "source src/domain/policy.ts"],
    "- **Whoever decides on access": [
      "source functions/consequences/address/leave.ts",
      "source functions/emails/address-left.ts",
    ],
    "We do not sell data": ["source src/domain/assessment.ts", "page reviews"],
    "We set only what": ["source functions/http/sealed-cookie.ts"],
    "- **Your session**": ["source functions/context/session-life.ts"],
    "- **Your language**": ["source functions/http/language-cookie.ts"],
    "- **Signing in**": ["source functions/http/sign-in-cookie.ts"],
    "- **That you have signed in": ["source functions/http/known-browser.ts"],
    "- **A draft**": ["source functions/http/draft.ts"],
    "- **From which email": ["kept addressChange"],
    "- **The text of a message**": ["kept message", "kept messageAddress"],
    "- **What was written about": ["kept request", "kept review", "kept reclaim", "kept registration"],
    "- **What you entered for a Smart": ["kept accountDraft"],
    "- **Who was to activate": ["kept accountNeverUsed"],
    "- **An invitation to": ["kept invitation"],
    "- **The address of somebody who was named": ["job forget-person"],
    "- **A nomination that nobody": ["job end-nomination", "kept nominee"],
    "- **The address of a link": ["kept link"],
    "- **Which form you sent": ["kept operation"],
    "- **Failed tries**": ["kept failedTry", "kept codeSent"],
    "- **A copy of your data": ["page profile/data", "source functions/use-cases/person/copy.ts"],
    "- **To object": ["page people", "source functions/use-cases/person/erase-other.ts"],
  },
  terms: {
    "4. **You answer promptly": ["job pass-on"],
    "9. **You can stop": ["source functions/use-cases/seat/step-down.ts", "job open-vacancy"],
    "10. **We can step in": [
      "source functions/use-cases/access/suspend.ts",
      "source functions/emails/access-suspended.ts",
    ],
    "11. **Who answers": ["source src/settings/operator.ts"],
    "13. **These terms can change": [
      "job ask-for-terms",
      "page legal/terms-2",
      "source functions/emails/accept-terms.ts",
    ],
  },
  help: {
    "A link that you were sent": ["page tasks"],
    "The page that opens offers": ["source functions/use-cases/onboarding/resend-confirmation.ts"],
    "The number has to exist": ["source src/domain/verification.ts"],
    "- If the number is right": [
      "page onboarding/verify",
      "source functions/use-cases/onboarding/ask-association.ts",
      "job tell-late",
    ],
    "Only a smart-entitled": ["page onboarding"],
    "A code is valid": [
      "source functions/quotas/quotas.ts",
      "source functions/emails/sign-in-codes-used-up.ts",
    ],
    "Change it yourself": [
      "page profile/address",
      "source functions/use-cases/address/ask.ts",
      "source functions/consequences/address/leave.ts",
    ],
    "That person decides on": ["page onboarding/status"],
    "If nobody answers": ["job pass-on", "source functions/use-cases/onboarding/remind-from-status.ts"],
    "Register and send": [
      "page onboarding/status",
      "job lapse",
      "source functions/consequences/reclaim/object.ts",
    ],
    "To stop people from": ["source functions/quotas/quotas.ts"],
    "It can take up to": ["page onboarding/status", "source functions/views/onboarding/set-up.ts"],
    "More background": ["page guide", "page roles"],
  },
};
