/** What the legal texts call the settings of whoever runs the portal; where they stand, a page has the setting's name. */
export const operatorNames = {
  controllerName: "OPERATOR_NAME",
  controllerAddress: "OPERATOR_ADDRESS",
  enterpriseNumber: "OPERATOR_NUMBER",
  privacyContact: "OPERATOR_DATA_CONTACT",
  authority: "OPERATOR_AUTHORITY",
  hostingProvider: "OPERATOR_HOSTING",
  mailProvider: "OPERATOR_DELIVERY",
  transferBasis: "OPERATOR_TRANSFERS",
  country: "OPERATOR_COUNTRY",
  courts: "OPERATOR_COURTS",
} as const;
