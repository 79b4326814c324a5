/** What a requester of a Smart Account has answered so far. */
export interface AccountAnswers {
  readonly authority?: "self" | "other";
  readonly authorizerEmail?: string;
  readonly language?: string;
  readonly message?: string;
  readonly domainIdentifier?: string;
  readonly accountName?: string;
  readonly provideCompany?: boolean;
  readonly companyName?: string;
  readonly country?: string;
  readonly address?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly adminEmails?: readonly string[];
  readonly nominateSelf?: boolean;
  readonly userEmails?: readonly string[];
  readonly userNote?: string;
}
