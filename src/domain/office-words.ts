import { glance } from "./look-alike.ts";

const words = (text: string) => text.trim().split(/\s+/u).map(glance);

/** Who acts for a provider: beside its name it is one of its people or machines, whoever else is named. */
export const desks = words(`
  support helpdesk servicedesk assistance ondersteuning bijstand kundendienst klantendienst klantenservice
  security securite beveiliging veiligheid fraud fraude verification verify verified verifie verificatie geverifieerd
  admin admins administrator administrators administrateur administratrice beheerder agent agents medewerker medewerkers operator operateur
  billing invoicing facturation facturatie payment payments paiement paiements betaling betalingen
  licensing licence licences license licenses renewal renewals subscription subscriptions dept mailer daemon
  notification notifications notificatie alert alerts alerte alertes noreply postmaster webmaster hostmaster abuse
  automatic automated automatique automatisch automatische official officiel officielle officieel
`);

/** What any company is called beside its name. */
export const firms = words(`
  the of and la le les de du des et het een van der en group groupe groep company co bv nv sa srl sprl ltd
`);

/** What a provider is to its customers, and called by them. */
export const providers = words("provider fournisseur prestataire leverancier aanbieder");

/** What stands beside a name where nobody else is meant: an office, a service, a trade, a place. */
export const offices = words(`
  for our your pour nos notre vos votre voor ons onze uw
  team equipe ploeg staff personnel personeel
  help desk aide hulp assistenza soporte service services dienst diensten
  portal portail portaal customer customers client clients clientele klant klanten klantenportaal care relations
  secure safety sicherheit seguridad sicurezza trust protection
  administration administratie beheer root system systems systeme systeem
  invoice invoices facture factures factuur facturen finance finances comptabilite boekhouding accounting
  account accounts compte comptes management gestion manager sales vente ventes verkoop commercial legal juridique juridisch compliance privacy dpo hr rh
  meldingen alarm waarschuwing message messages bericht berichten no reply
  info information informations informatie contact news nieuws nouvelles update updates
  controle validation confirmation bevestiging activation activering registration inscription registratie login sign connexion aanmelden access acces toegang
  it ict technical technique technisch operations ops noc soc cert csirt incident incidents mail mailer email office bureau kantoor department departement afdeling direction directie
  online app web network networks networking net reseau reseaux netwerk netwerken digital cloud telecom telecoms solutions
  belgium belgique belgie belgien france nederland netherlands luxembourg luxemburg europe europa international global benelux
`).concat(desks, firms, providers);

/** What comes after these is where somebody is from, or for whom somebody acts. */
export const leads = words("from by at for of via chez par pour nom bij door voor namens vanuit");

/** So is what comes after these, or it is the rest of a surname. */
export const particles = words("de du des van");
