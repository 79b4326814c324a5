/**
 * Domains below which anybody rents a name, and reads what is mailed there: each such name is another company's, and none is the host's.
 * The list of public suffixes has those that their owners have entered; these are known and not in it.
 */
export const tenantHosts = [
  "mail.onmicrosoft.com",
  "onmicrosoft.com",
  "onmicrosoft.de",
  "onmicrosoft.us",
  "partner.onmschina.cn",
  "test-google-a.com",
  "atlassian.net",
  "freshdesk.com",
  "freshservice.com",
  "gorgias.com",
  "happyfox.com",
  "helpscoutapp.com",
  "intercom-mail.com",
  "kayako.com",
  "mailgun.org",
  "myfreshworks.com",
  "odoo.com",
  "on.crisp.email",
  "reamaze.com",
  "service-now.com",
  "uservoice.com",
  "zendesk.com",
  "zohodesk.com",
  "zohodesk.com.au",
  "zohodesk.eu",
  "zohodesk.in",
] as const;
