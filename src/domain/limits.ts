const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const freeText = { longest: 1000 } as const;

/** Every number that the business decides, in milliseconds, counts or characters. Sources: README.md 2 and 7, SECURITY.md 3 to 7. */
export const limits = {
  confirmationLink: { lifetime: 24 * hour, resendPause: minute, resendsPerHour: 5 },
  /** A link that lives as long as its matter is ended with it, never by time. */
  lastingLink: { lifetime: 36_500 * day },
  invitation: { perDay: 5, perRecipientDay: { byColleagues: 3, byOthers: 3 } },
  /** Requests to administrators and reviews together, by one person. */
  asking: { perDay: 5 },
  review: {
    answerWithin: 24 * hour,
    perPage: 50,
    settledShown: 20,
    /** Of more than so many it is said that there are more. */
    counted: 999,
    /** Open cases that people may have caused: by one person, and from one registrable domain. */
    openPerPerson: 3,
    openPerDomain: 10,
    /** Cases of one domain that one agent refuses at once, and domains that are told as a group. */
    refusedAtOnce: 20,
    groups: 20,
    /** Agents are told at once of so many open cases of a domain within so long; of the others by one message. */
    toldAtOnce: 3,
    toldApart: hour,
    digestAfter: 10 * minute,
    listed: 10,
    /** Late ones are told of so often, so many by one write. */
    lateEvery: hour,
    lateAtOnce: 100,
  },
  /** What anybody writes about the portal: by one person, from one network, and by all who are not signed in. */
  feedback: {
    answerWithin: 5 * day,
    /** Of it alone agents are told so much later than of cases. */
    toldAfter: day,
    perPersonDay: 5,
    perNetworkHour: 5,
    perNetworkDay: 10,
    byStrangersDay: 50,
    openPerPerson: 10,
    openPerDomain: 20,
  },
  accessRequest: {
    remindAfter: 3 * day,
    openAfter: 7 * day,
    agentAfter: 14 * day,
    /** On a page of the list, and decided on together. */
    listedAtOnce: 20,
    /** Between two reminders that the requester has sent. */
    ownReminderPause: 2 * day,
    /** After it was withdrawn, until access to the same place is asked for again. */
    againAfter: day,
  },
  /** Until both mailboxes have confirmed; then until the old one has objected; how often somebody asks, and is asked. */
  addressChange: { confirmWithin: day, objectWithin: 14 * day, perDay: 3, perRecipientDay: 3 },
  /** `again`: after so long the same person may claim the same organization once more. */
  reclaim: { objectWithin: 14 * day, again: 90 * day },
  /** After so long, somebody whose access is still being set up is told where to ask. */
  setUp: { promisedWithin: day },
  account: {
    activateWithin: 90 * day,
    warnBefore: [30 * day, 7 * day],
    nominees: 50,
    /** Between two reminders that the requester has sent. */
    ownReminderPause: 2 * day,
    /** Requests for new accounts by one person, and such messages to one mailbox. */
    perDay: 20,
    perRecipientDay: { byOne: 3, byColleagues: 5, byOthers: 5 },
  },
  /** Identifiers of accounts that nobody uses, entered by somebody who asks for access. */
  accountGuess: { perPersonHour: 15, perPersonDay: 40, perNetworkHour: 60 },
  email: { longest: 254 },
  freeText,
  reasonForAccess: { shortest: 10, ...freeText },
  /** A contract or serial number. */
  number: { longest: 40 },
  profile: { longest: 100, phone: { shortest: 3, longest: 40 } },
  /** Rows of the record, which stay for ever, that one person makes on a day, and all people of a company; what begins below it is done. */
  changes: { byOne: 2000, byCompany: 20_000 },
  /** Sign-ins of a mailbox on a day, and of all people of a company: each is a message, and on record for ever. */
  signIns: { byOne: 200, byCompany: 20_000 },
  /** Refused tries to decide or change that go on record, by one person about one matter. */
  refusedAttempt: { perDay: 20 },
  /**
   * Requests, whatever they are for: so many at once without a pause, refilled by so many a second, and so many under way
   * at the same time, each of one session and of one network.
   */
  requests: {
    session: { burst: 120, perSecond: 4, underWay: 6 },
    /** Of one key of the provider's systems. */
    key: { burst: 60, perSecond: 5, underWay: 4 },
    /** Of those of a person, files that are taken or sent: each takes as much work as a hundred pages. */
    file: { burst: 6, perSecond: 0.1, underWay: 2 },
    network: { burst: 600, perSecond: 20, underWay: 40 },
    /** Of an IPv6 site (/48), whose networks are thousands: never all that are under way. */
    site: { burst: 3000, perSecond: 100, underWay: 60 },
    /** Whoever goes on asking beyond that is answered after a pause, as long as so many do not wait at once in one instance. */
    refused: { pause: second, burst: 500, perSecond: 500, underWay: 500 },
    /** Of all together that are under way in one instance: whoever comes then is asked at once to come back. */
    atOnce: 100,
    /** What has not been answered by then is not under way any more: its connection may have ended without a word. */
    answeredWithin: minute,
    /** Sessions and networks whose requests one instance of the Worker counts: the latest. */
    remembered: 10_000,
  },
  /**
   * Bodies on their way to one instance: how long one may take, how many there may be and how much of them is held before the
   * network that sends most makes room, and how often each looks whether it must. A piece is what is read at once.
   */
  sending: { longest: minute, atOnce: 200, bytes: 64 * 1024 * 1024, look: 250, piece: 16 * 1024 },
  /** Of a body that nobody reads so much is let come, for so long, and forgotten. */
  unread: { most: 1024 * 1024, longest: 2 * second },
  file: {
    /** Files of several parts are made one after another: how long one waits, how often it looks, and how many do. */
    turn: { wait: minute, look: 50, most: 20 },
    /**
     * Files on their way from one instance: characters that are packed together at least, how many there may be and how much
     * of them is held before whoever holds most makes room, and how often each looks whether it must.
     */
    sending: { piece: 64 * 1024, atOnce: 200, bytes: 32 * 1024 * 1024, look: 250 },
  },
  domainIdentifier: { longest: 253 },
  accountName: { shortest: 2, longest: 100 },
  virtualAccount: { perAccount: 200, longestName: 100 },
  company: {
    /** Of a company name and of an address. */
    shortest: 2,
    longest: { companyName: 200, address: 200, address2: 200, city: 100, region: 100, postalCode: 20 },
  },
  signInCode: {
    length: 6,
    lifetime: 10 * minute,
    tries: 5,
    /** Between two codes for one browser. */
    pause: 30 * second,
    /**
     * Codes that nobody entered, to an address: for all browsers in which its person has not signed in yet; as many for all
     * in which this person has; as many for all links that were mailed there (SECURITY.md 6.1).
     */
    perHour: 10,
    perDay: 20,
    perMonth: 40,
    /** Of those, what one network causes at one address. */
    share: { perHour: 5, perDay: 10 },
    perNetwork: { hour: 60, day: 150 },
    /** What one network, or one IPv6 site, causes at all addresses of one company. */
    atCompany: { hour: 20, day: 60 },
    /** An address from which a message came back is not written to for a strange browser. */
    cameBack: hour,
    wrongPerNetwork: { hour: 30, day: 100 },
    /** How often an address is told that codes for it are used up; how long the way in lives that it is told, and for how many codes. */
    told: { perDay: 1, wayIn: 7 * day, codes: 5 },
  },
  /** Of an IPv6 site (/48) so many times what is allowed to a network (/64). */
  site: { networks: 5 },
  /** How long a browser shows that somebody has signed in in it, and of how many people. */
  knownBrowser: { lifetime: 400 * day, people: 5 },
  session: {
    /** Without use: of an agent, who decides about others, on the same day. */
    idle: 30 * day,
    idleOfAgent: 12 * hour,
    /** In any case. */
    longest: 90 * day,
    /** So long after it began it is new: what is asked for then was asked for by whoever reads the mail. */
    fresh: 15 * minute,
    /** Of one person that go on: a further one ends the one that was used longest ago. */
    most: 50,
    /** Its use is on record to the hour. */
    recordedAfter: hour,
    /** Of what a browser calls itself, in characters. */
    userAgent: 300,
    /** Of the latest sign-ins, wrong codes and sign-outs, so many are shown. */
    signInsShown: 10,
  },
  passkey: {
    /** Of one person. */
    most: 10,
    longestName: 60,
    /** Between the page that asks a device and its answer. */
    askedFor: 5 * minute,
    /** How long a code that was entered waits for the passkey. */
    afterCode: 15 * minute,
    /** Before something weighty, a passkey that was shown so long ago is asked for again. */
    countsFor: 30 * minute,
    /** After one agent has said that somebody's passkeys are lost, until another one has to have agreed. */
    recovery: day,
  },
  /** Sign-in with a provider. */
  provider: {
    /** From the button to the way back, in a browser; so many at once. */
    lifetime: 15 * minute,
    atOnce: 3,
    /** It answers within this time, all its answers to one request together. */
    patience: 5 * second,
    /** What it says of itself is asked again after so long; where it does not answer, after so long. */
    known: hour,
    away: 10 * second,
    /** Its clock may be so far from ours. */
    clock: 5 * minute,
    /** Asked to have somebody sign in anew, it must have done so since. */
    anew: 5 * minute,
  },
  draft: { lifetime: 15 * minute },
  /** So long whoever has taken something from somebody may take that back. */
  undo: 10 * minute,
  verification: {
    perPersonHour: 15,
    perPersonDay: 40,
    perNetworkHour: 60,
    perContractDay: 30,
  },
  outbox: {
    lease: 30 * second,
    batch: 20,
    firstPause: 5 * second,
    longestPause: 30 * minute,
    unknownAfter: 23 * hour,
    /** While the account at the provider is in trouble nothing leaves; it is tried again after pauses that grow. */
    firstRest: minute,
    longestRest: 15 * minute,
    /** So many refused alike at once, of so many domains, and nothing accepted: the account, not the messages. */
    alike: { messages: 5, domains: 3 },
  },
  /** Messages of a day that somebody else has caused; what is over it is gathered into a summary (SECURITY.md 11). */
  mail: {
    toOne: 15,
    /** From whoever is not of the reader's own company; colleagues have the rest. */
    toOneFromOutside: 10,
    byOne: 50,
    /** By all of a company together. */
    byCompany: 200,
    /** After the first that is gathered, and between two summaries. */
    summary: { after: hour, pause: day },
  },
  organizations: { perPage: 50 },
  people: {
    perPage: 20,
    /** Given a role together. */
    atOnce: 200,
    /** The file in which they are listed. */
    fileBytes: 256 * 1024,
    /** Of more one has to look for somebody. */
    atGlance: 10,
    /** To a mailbox whose reader has not come: the first, and one more when somebody wants it sent again. */
    invitations: 2,
  },
  /** What an agent is shown of one person. */
  person: { places: 100, suspensions: 20, events: 30, messages: 10 },
  /** Of files that are imported: of a record's id, and of other text in it. */
  import: { longestId: 100, longestText: 300 },
  /** Of a file: so many in all, so many read at a time. */
  history: { perPage: 50, perFile: 10_000, perFilePart: 125 },
  /** What is typed to find somebody or something: more than so long is cut; of organizations, so many are shown. */
  search: { longestPerson: 100, longestOrganization: 200, organizations: 20 },
  heartbeat: 10 * second,
  /**
   * A replica is read that has all that the primary had so long ago; whoever has written reads at the primary for longer.
   * It is waited for so long, and then left alone for a while.
   */
  replica: { behind: 10 * second, ownWritings: 20 * second, wait: 500, rest: 5 * second },
  rememberedLanguage: 365 * day,
  /** What a request may carry: bytes of a body, characters of an operation id and of an address to come back to. */
  body: 32 * 1024,
  operationId: { longest: 100 },
  wayBack: { longest: 1000 },
  /** A customer's file of devices, and what is loaded from it. */
  upload: {
    rows: 15_000,
    bytes: 4 * 1024 * 1024,
    /** Loads of one organization. */
    perDay: 5,
    /** Files that one organization has checked, loaded or not. */
    checksPerDay: 40,
    /** An upload that was checked and neither loaded nor discarded. */
    openFor: day,
    /** Afterwards the rows of a load are dropped, its counts stay; so are those of loads that are not listed any more. */
    rowsKept: 90 * day,
    /** Where more than this part of the list would be retired, a box asks again. */
    retiredUnasked: 0.5,
    listed: 50,
    rejectedShown: 50,
    /** Of the rows that are rejected, in bytes of JSON: what the database takes in one statement with the rest. */
    rejectedKept: 2_000_000,
    /** A row in the file, in characters. */
    rowLength: 32 * 1024,
    columns: 200,
    /** Of a row that is rejected, on a page, in characters. */
    rowShown: 500,
  },
  /** In characters. */
  device: {
    hostName: 255,
    ipAddress: 64,
    serialNumber: { shortest: 3, longest: 50 },
    productId: 255,
    macAddress: 50,
    location: 255,
  },
  /** An organization's own list. */
  inventory: {
    devices: 100_000,
    perPage: 50,
    perFilePart: 500,
    /** Devices that one write compares with what the provider knows. */
    linkedAtOnce: 10_000,
  },
  /** In days: a contract that ends so soon is said to be ending. */
  coverage: { endingWithin: 90 },
  /** In months: a product that loses its support so soon is near its end. */
  support: { nearWithin: 12 },
  alert: {
    /** In months before the end of support. */
    support: { months: [12, 6, 3], urgentWithin: 3 },
    /** In days before a contract ends, with how pressing it is then, and how long it is told afterwards. */
    contract: {
      steps: [
        { days: 90, severity: "low" },
        { days: 60, severity: "medium" },
        { days: 30, severity: "high" },
        { days: 7, severity: "high" },
      ],
      toldFor: 90,
    },
    note: 1000,
    perPage: 50,
    perFile: 10_000,
    perFilePart: 1000,
    /** Alerts of one list that one write changes, and devices that the page of one shows. */
    perWrite: 100,
    devicesShown: 50,
    eventsShown: 20,
  },
  advisory: {
    /** Characters before the star of a pattern: fewer would name everything. */
    shortestPattern: 2,
  },
  report: {
    months: 12,
    quarters: 12,
    perPage: 50,
    perFile: 10_000,
    perFilePart: 1000,
    furthestPage: 1000,
    endsListed: 40,
  },
  digest: {
    worst: 5,
    hour: 7,
    /** Days in which what was missed is made up for. */
    madeUpWithin: 2,
  },
  urgentMail: { perPersonDay: 1 },
  collector: {
    /** How long after it is made a key is shown again to whoever made it, should the answer have been lost. */
    shownFor: 15 * 60_000,
    /** Tries from one network with a wrong key. */
    wrongKeysPerHour: 60,
    keys: 10,
    name: 100,
    silentAfter: 30 * day,
    loadsPerDay: 24,
    /** Of the rows of a list that are rejected, in bytes of JSON: as many as are shown, where they are rows of devices. */
    rejectedKept: 64_000,
    /** Lists are loaded one after another: how long one waits, how often it looks, how many do, and when one may come again. */
    turn: { wait: 1500, look: 20, most: 10, again: 60_000 },
  },
  /** Keys of the provider's own systems: how many, for how many days, and how long a new one is shown again to its maker. */
  apiKey: {
    most: 20,
    name: 100,
    lifetimes: [30, 90, 365],
    shownFor: 15 * minute,
    recordedAfter: hour,
    listed: 100,
    warnBefore: [14 * day, 3 * day],
  },
  /** What such a system may ask for at once, and what it may send. */
  api: {
    page: 50,
    pageMost: 200,
    cursor: 200,
    idempotencyKey: 200,
    file: 1024 * 1024,
    rejectedShown: 100,
  },
  /** How long what is known of people is kept once its matter is over: what `src/domain/personal-data.ts` names by these words. */
  kept: {
    /** The text of a message after it was sent or set aside, and to whom it went. */
    message: 30 * day,
    messageAddress: 365 * day,
    /** Which form somebody sent, and where it led: as long as it might be sent again. */
    operation: 30 * day,
    /** What a system of the provider's was answered: as long as it may ask again with the same idempotency key. */
    apiAnswer: 7 * day,
    codeRequest: 31 * day,
    invitation: 180 * day,
    /** The address of somebody whose nomination came to nothing. */
    nominee: 90 * day,
    /** The address of a link that was used or replaced: so long its page says what came of it. */
    link: 365 * day,
    /** What was written about a matter after its end. */
    request: 365 * day,
    review: 365 * day,
    reclaim: 365 * day,
    registration: 365 * day,
    /** From which address to which. */
    addressChange: 365 * day,
    accountDraft: 180 * day,
    accountNeverUsed: 365 * day,
    /** Tries are kept as long as they count. */
    failedTry: 2 * day,
    codeSent: 31 * day,
    /** These end by themselves. */
    session: 0,
    code: 0,
    sealedCode: 0,
    /** Messages that name somebody whose data were erased; of the last one to that person the address goes too. */
    farewell: 0,
  },
  /**
   * What ends by itself when nobody comes: what is known of somebody who was named, never came and holds nothing; a nomination that
   * nobody answers.
   */
  lapse: { neverCame: 180 * day, nomination: 180 * day },
  /** Copies of one's own data, and rows of each kind in one. */
  copy: { perDay: 5, perFilePart: 1000 },
  /** Rows of one kind that one write of the cleaning empties, and writes of one run. */
  cleaning: { rows: 500, rounds: 20 },
  /** How long it is looked at where it has changed who decides, while something that follows from it fails. */
  decidersChanged: day,
  /** The picture of the week: of how many days, twice; after how long without a step a registration counts as left. */
  week: { period: 7 * day, leftAfter: day },
  /** The first page after sign-in: what it shows of what somebody has, and how far it counts. */
  glance: { tasks: 5, organizations: 20, accounts: 20, people: 99, requests: 99, organizationsBelow: 2000 },
} as const;

export const window = { hour, day, month: 30 * day } as const;

/** The version of the Delegated Administrator terms in force: `locales/{lang}/terms.md` is its text. */
export const terms = { version: "2", datedOn: "2026-11-01" } as const;

/** The version of the Smart Account agreement in force: `locales/{lang}/agreement.md` is its text. */
export const agreement = { version: "2", datedOn: "2026-11-01" } as const;

/** Contract types that entitle to the portal, compared without case (README.md 2.3). */
export const smartEntitledTypes: readonly string[] = [
  "Smart Net Total Care",
  "SP Base",
  "TelePresence Essential Operate",
  "Solution Support",
  "Cisco ONE",
];
