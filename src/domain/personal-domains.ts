import disposable from "disposable-email-domains-js/dist/dict/disposable_email_blocklist.json" with { type: "json" };
import providers from "email-providers/all.json" with { type: "json" };

/** Mailboxes that come with a line, or from abroad, in our customers' countries; the maintained lists lack them. */
const ofProviders = `
  belgacom.net proximus.be scarlet.be edpnet.be brutele.be swing.be pandora.be base.be mobistar.be
  ziggo.nl casema.nl upcmail.nl xs4all.nl quicknet.nl vodafonethuis.nl telfort.nl online.nl
  pt.lu luxweb.lu vo.lu internet.lu bbox.fr numericable.fr
  fastmail.com tutanota.com tutamail.com tuta.com tuta.io keemail.me posteo.de posteo.net disroot.org riseup.net`;

/** Addresses that only pass letters on to a mailbox elsewhere; the maintained lists lack them too. */
const ofAliases = `
  duck.com mozmail.com relay.firefox.com simplelogin.com simplelogin.io aleeas.com slmail.me 8alias.com
  passmail.net passinbox.com passfwd.com addy.io anonaddy.com anonaddy.me`;

/** On the list, but nobody has a mailbox of their own there: names kept for examples (RFC 2606) and tests. */
const notPersonal = ["example.com", "test.com"];

const all = new Set<string>([
  ...providers,
  ...disposable,
  ...`${ofProviders} ${ofAliases}`.trim().split(/\s+/u),
]);
for (const domain of notPersonal) all.delete(domain);

/**
 * The domains of providers of personal, disposable or forwarding addresses, by spaces. The build computes it
 * (`src/bundle.ts`): in order and each once they are half as long as the lists.
 */
export const personalDomains = [...all].sort().join(" ");
