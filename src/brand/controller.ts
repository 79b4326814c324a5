/**
 * Who is responsible for the personal data in the portal, as its legal texts say. All of it must be said before others come in:
 * `npm run serve` refuses what is empty.
 */
export const controller = {
  /** The registered name, and where it is. */
  controllerName: "Ardenne Networks SA",
  controllerAddress: "Rue de la Passerelle 1, 6600 Bastogne, Belgium",
  enterpriseNumber: "BE 0000.000.097",
  /** Where people write to about their data. */
  privacyContact: "privacy@ardenne.example",
  /** Who hosts the portal and its database, and who delivers its e-mails, each with the country. */
  hostingProvider: "Cloudflare, Inc. (USA)",
  mailProvider: "Resend, Inc. (USA)",
  /** On what data leave the European Economic Area, and the supervisory authority. */
  transferBasis: "EU–US Data Privacy Framework",
  authority: "www.dataprotectionauthority.be",
} as const;
