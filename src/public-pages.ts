/** The prerendered pages: the assets answer them, after this has made sure of the method. */
export const publicPages = [
  "",
  "guide",
  "roles",
  "smart-accounts",
  "help",
  "privacy",
  "accessibility",
  "legal-notice",
  "onboarding",
] as const;
