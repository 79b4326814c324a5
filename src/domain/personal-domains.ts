import disposable from "disposable-email-domains-js/dist/dict/disposable_email_blocklist.json" with { type: "json" };
import providers from "email-providers/all.json" with { type: "json" };

/** Mailboxes that come with a line, or from abroad, in our customers' countries; the maintained lists lack them. */
const ofProviders = `
  belgacom.net proximus.be scarlet.be edpnet.be brutele.be swing.be pandora.be base.be mobistar.be
  ziggo.nl casema.nl upcmail.nl xs4all.nl quicknet.nl vodafonethuis.nl telfort.nl online.nl
  zeelandnet.nl solcon.nl tele2.nl pt.lu luxweb.lu vo.lu internet.lu email.lu bbox.fr numericable.fr cegetel.net 9online.fr
  hispeed.ch sunrise.ch gmx.ch zohomail.eu zohomail.com mailfence.com startmail.com kolabnow.com dismail.de murena.io e.email
  kakao.com azet.sk meta.ua tut.by
  fastmail.com tutanota.com tutamail.com tuta.com tuta.io keemail.me posteo.de posteo.net disroot.org riseup.net`;

/** Addresses that only pass letters on to a mailbox elsewhere; the maintained lists lack them too. */
const ofAliases = `
  duck.com mozmail.com relay.firefox.com simplelogin.com simplelogin.io aleeas.com slmail.me 8alias.com
  passmail.net passinbox.com passfwd.com addy.io anonaddy.com anonaddy.me slmails.com erine.email burnermail.io`;

/** Addresses of a list, a channel or a board, which anybody has who uses the service. */
const ofServices = `
  teams.ms slack.com trello.com mail.asana.com m.evernote.com todoist.com googlegroups.com groups.io yahoogroups.com
  freelists.org incoming.gitlab.com cloudmailin.net parse.zapier.com mailparser.io testmail.app`;

/** On the list, but nobody has a mailbox of their own there: names kept for examples (RFC 2606) and tests. */
const notPersonal = ["example.com", "test.com"];

const all = new Set<string>([
  ...providers,
  ...disposable,
  ...`${ofProviders} ${ofAliases} ${ofServices}`.trim().split(/\s+/u),
]);
for (const domain of notPersonal) all.delete(domain);

/**
 * The domains of providers of personal, disposable or forwarding addresses, by spaces. The build computes it
 * (`src/bundle.ts`): in order and each once they are half as long as the lists.
 */
export const personalDomains = [...all].sort().join(" ");
