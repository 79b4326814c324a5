import { expect, test } from "vitest";
import { accessReason } from "#src/domain/access-reason.ts";
import { systemName } from "#src/domain/api/key.ts";
import { browserOf } from "#src/domain/browser.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { isDay } from "#src/domain/calendar.ts";
import { collectorName } from "#src/domain/collect/collector-name.ts";
import { deviceFile } from "#src/domain/collect/device-file.ts";
import { deviceOf, ipAddress, macAddress, normalizeProductId } from "#src/domain/collect/device.ts";
import { textOf } from "#src/domain/collect/encoding.ts";
import { recordsOf, separators } from "#src/domain/collect/records.ts";
import { addressLines, type Company, companyFields, readCompany } from "#src/domain/company.ts";
import { startOfDay } from "#src/domain/day.ts";
import { chosen } from "#src/domain/decision.ts";
import { companyDomain, companyOf, readIdentifier } from "#src/domain/domain-identifier.ts";
import {
  asciiDomain,
  isPersonalEmail,
  isWithin,
  mailboxOf,
  masked,
  normalizeEmail,
} from "#src/domain/email.ts";
import { readAccountName } from "#src/domain/journeys/account/identity.ts";
import { readNominees } from "#src/domain/journeys/account/nominees.ts";
import { verify } from "#src/domain/journeys/onboarding/verify.ts";
import { areColleagues } from "#src/domain/known-name.ts";
import { glance } from "#src/domain/look-alike.ts";
import { listOfAddresses, pastedAddresses } from "#src/domain/pasted-addresses.ts";
import { isCompanyName, isPlainName, namesSite } from "#src/domain/plain-name.ts";
import { nameErrors, notOurs, profile, readName } from "#src/domain/profile.ts";
import { companyNamesProvider, namesProvider } from "#src/domain/provider-name.ts";
import { suggestedName } from "#src/domain/suggested-name.ts";
import {
  grouped,
  isNumber,
  longText,
  manyLines,
  normalizeNumber,
  oneLine,
  singleSpaced,
} from "#src/domain/text.ts";
import { virtualAccountName } from "#src/domain/virtual-account.ts";
import { meantDays } from "#src/domain/written-day.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { languageOf, withLanguage } from "#src/i18n/addresses.ts";
import { chooseLanguage } from "#src/i18n/choose.ts";
import { columnNames } from "#src/i18n/device-columns.ts";
import { isolated, setApart } from "#src/i18n/direction.ts";
import { readableDomain } from "#src/i18n/domains.ts";
import { meantBy } from "#src/i18n/languages.ts";
import { fill } from "#src/i18n/long-texts.ts";
import { personAddress } from "#src/i18n/people.ts";
import { phrase } from "#src/i18n/phrase.ts";
import { mayBreak, piecesOf } from "#src/i18n/pieces.ts";
import { resolve, sentenceIn } from "#src/i18n/references.ts";
import { withReply } from "#src/i18n/replies.ts";
import { translator } from "#src/i18n/translator.ts";
import { readInvited } from "#functions/context/invited.ts";
import { isTag, sameText, sha256, unseal } from "#functions/context/secrets.ts";
import { siteOf } from "#functions/context/site.ts";
import { stoppedBy } from "#functions/context/unsubscribe.ts";
import { isWayIn } from "#functions/context/way-in.ts";
import { bearerOf } from "#functions/http/bearer.ts";
import { csv, csvOptions } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { bringsFile } from "#functions/http/file-form.ts";
import { readForm } from "#functions/http/form.ts";
import { networkOf } from "#functions/http/network.ts";
import { isOperationOf } from "#functions/http/operation.ts";
import { isOfApi } from "#functions/http/problem.ts";
import { knownProblems } from "#functions/http/problems.ts";
import { pageOf } from "#functions/http/sealed-cookie.ts";
import { knownAddress, namedAddress } from "#functions/input/address.ts";
import { required } from "#functions/input/comment.ts";
import { devicesIn } from "#functions/input/device-file.ts";
import { chosenGrant, grantIfAny, placeIn } from "#functions/input/grant.ts";
import { numbersAndName } from "#functions/input/numbers.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { passkeyName } from "#functions/input/passkey-name.ts";

/** As much as a form may hold. */
const size = 32 * 1024;
/** In milliseconds of this thread: what grows with the length alone takes a twentieth of it, what grows with its square ten times as much. */
const enough = 250;

const t = translator("en");
const secrets = ["a secret of this test, which nobody else has"];
const bytes = (text: string) => new TextEncoder().encode(text);
const fieldsOf = (names: readonly string[], text: string) =>
  Object.fromEntries(names.map((name) => [name, text]));
const asked = (text: string) =>
  ({
    req: { header: () => text, path: text, method: "POST" },
    var: { settings: { secrets } },
  }) as unknown as Exchange;
const posted = (type: string, body: string) => {
  const sent = new Blob([body]);
  return {
    req: { raw: { body: sent.stream() }, header: () => type },
    var: { context: { network: null } },
    set: () => undefined,
  } as unknown as Exchange;
};
const deviceColumns = ["hostName", "ipAddress", "serialNumber", "productId", "macAddress", "location"];
const list = (text: string) => bytes(`host_name,ip_address,serial_number,product_id\n${text}\nx`);
const inPage = (text: string) =>
  `<p title="${text}">${text}</p><input value="${text}"><option>${text}</option>`;
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Everything that is given what people write. */
const takers: Readonly<Record<string, (text: string) => unknown>> = {
  accessReason,
  systemName,
  browserOf,
  businessAddress,
  isDay,
  collectorName,
  deviceFile: (text) => deviceFile(list(text), columnNames()),
  "deviceFile, of its first line": (text) => deviceFile(bytes(text), columnNames()),
  deviceOf: (text) => deviceOf(fieldsOf(deviceColumns, text)),
  ipAddress,
  macAddress,
  normalizeProductId,
  textOf: (text) => textOf(bytes(text)),
  recordsOf: (text) => separators.map((separator) => recordsOf(text, separator)),
  readCompany: (text) => readCompany({ ...fieldsOf(companyFields, text), country: "BE" }),
  addressLines: (text) => addressLines({ ...(fieldsOf(companyFields, text) as Company), country: "BE" }),
  startOfDay: (text) => startOfDay(text, "Europe/Brussels"),
  chosen: (text) =>
    chosen({ decision: "deny", comment: text }, { roles: [], reasonRequired: true, termsOwed: false }),
  companyDomain,
  companyOf,
  readIdentifier,
  asciiDomain,
  isPersonalEmail,
  isWithin: (text) => isWithin(text, text),
  mailboxOf,
  masked,
  normalizeEmail,
  readAccountName: (text) => readAccountName({ accountName: text }),
  readNominees: (text) => readNominees(text, { requesterEmail: "a@b.be", authorizerEmail: "c@b.be" }),
  verify: (text) => verify.read({ contractNumber: text, serialNumber: text }),
  areColleagues: (text) => areColleagues(text, text),
  glance,
  listOfAddresses,
  pastedAddresses,
  isCompanyName,
  isPlainName,
  namesSite,
  nameErrors,
  notOurs: (text) => notOurs(text, text, [text]),
  profile: (text) => profile({ name: text, company: text, phone: text }),
  readName,
  companyNamesProvider,
  namesProvider,
  suggestedName,
  grouped,
  isNumber,
  longText,
  manyLines,
  normalizeNumber,
  oneLine,
  singleSpaced,
  virtualAccountName,
  meantDays,
  accountAddress,
  languageOf,
  withLanguage: (text) => withLanguage(text, "nl"),
  chooseLanguage: (text) => chooseLanguage({ cookie: text, accepted: text }),
  isolated: (text) => [isolated(inPage(escaped(text)), undefined), isolated(inPage(escaped(text)), "rtl")],
  "isolated, of what is no page": (text) => [isolated(text, undefined), isolated(text, "rtl")],
  setApart: (text) => [setApart(text, undefined), setApart(text, "rtl")],
  readableDomain,
  meantBy,
  fill: (text) => fill(text, {}),
  personAddress,
  phrase: (text) => phrase(t, { key: "account.virtual.errors.nameTooLong", params: { max: text } }),
  mayBreak,
  piecesOf,
  resolve: (text) => resolve(text, () => undefined),
  sentenceIn: (text) => sentenceIn({ a: "b" }, text),
  withReply: (text) => withReply("en", "ask", text, text),
  readInvited: (text) => readInvited(secrets, text),
  isTag: (text) => isTag(secrets, "operation", text, text),
  sameText: (text) => sameText(text, text),
  sha256,
  unseal: (text) => unseal(secrets, "draft", text),
  siteOf,
  stoppedBy: (text) => stoppedBy(secrets, text),
  isWayIn: (text) => isWayIn(secrets, text, text, 0),
  bearerOf: (text) => bearerOf(asked(`Bearer ${text}`)),
  csv: (text) => csv([{ key: "a", header: text }], [{ a: text }], ";"),
  csvOptions: (text) => csvOptions(";").cast.string(text),
  bringsFile: (text) => bringsFile(asked(text)),
  "readForm, of a form": (text) => readForm(posted("application/x-www-form-urlencoded", text)),
  "readForm, of JSON": (text) => readForm(posted("application/json", JSON.stringify({ a: text }))),
  networkOf: (text) => networkOf({ get: () => text }, { local: false, clientHeader: "x" }),
  isOperationOf: (text) => isOperationOf(secrets, text, text),
  isOfApi,
  knownProblems: (text) => knownProblems(asked(text), text),
  pageOf,
  knownAddress: (text) => knownAddress({ email: text }),
  namedAddress: (text) => namedAddress({ email: text, language: text }),
  required,
  devicesIn: (text) => devicesIn(list(text), "en"),
  chosenGrant: (text) => chosenGrant({ role: text, scope: text }),
  grantIfAny: (text) => grantIfAny(chosenGrant({ role: text, scope: text }), []),
  placeIn: (text) => placeIn(text, { virtualAccountIds: ["a"] }, [{ id: "a", name: text }]),
  numbersAndName: (text) => numbersAndName({ name: text, contractNumber: text, serialNumber: text }),
  ownPath,
  passkeyName,
};

/** What is sent again and again. */
const signs = [
  ..." \t\n\r.-+!|\"'<>&;,([@=\\/%:0aé",
  "\r\n",
  "\u00a0",
  "\u0301",
  "\u0315\u0316",
  "\u0315\uff9e",
  "\u05d0",
  "\u200b",
  "\u2068",
  "\u2069",
  "\ufdfa",
  "字",
  "a.",
  ". ",
  "a ",
  '" ',
  '"\n',
  '""',
  "'s ",
  "1:",
  "a,",
  ",-",
  "[ . ]",
  "<a",
  '<a "',
  "<svg>",
  "<input",
  "from ",
  "van ",
  "Ardenne",
  "{{a}}",
  "$t(",
  "Version/",
  "%7B%7Ba",
  "xn--",
];

/** So that what looks for the end of it finds it, or does not. */
const endings: readonly ((run: string) => string)[] = [
  (run) => run,
  (run) => `${run}x`,
  (run) => `x${run}x`,
  (run) => `/x${run}\n`,
  (run) => `x+${run}@acme.be`,
];

const timeOf = async (act: () => unknown) => {
  const before = process.threadCpuUsage();
  try {
    await act();
  } catch {
    // To refuse is an answer.
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

/** The least of some tries, as soon as it is enough: garbage of others is collected in between. */
async function leastTime(act: () => unknown) {
  let least = Infinity;
  for (let left = 3; left > 0 && least > enough; left -= 1) least = Math.min(least, await timeOf(act));
  return least;
}

const texts = signs.flatMap((sign) => {
  const run = sign.repeat(size / Buffer.byteLength(sign));
  return endings.map((ending) => ({ sign, text: ending(run) }));
});

test.each(Object.entries(takers))(
  "%s takes a time that grows with the length of what is sent, whatever it is",
  async (_, take) => {
    const isSlow = async (text: string) => (await leastTime(() => take(text))) > enough;
    let slow: string | null = null;
    for (const { sign, text } of texts) if (slow === null && (await isSlow(text))) slow = sign;

    expect(slow).toBeNull();
  },
);
