/** Whether the proofs run in their long form (`npm run proof -- NAME`). */
export const long = process.env["PROOF"] === "long";

/** How much each proof does; the short form is part of `npm test` (SECURITY.md, Proofs). */
export const sizes = long
  ? {
      harassments: 60,
      harassers: 40,
      rounds: 200,
      racers: 50,
      mails: 5000,
      messages: 1000,
      dueItems: 10_000,
      timelines: 10_000,
      relayKills: 500,
      workerKills: 100,
      databaseKills: 50,
      walks: 20_000,
      timedSamples: 300,
      floodEvents: 50_000,
      floodConnections: 64,
      floodSeconds: 30,
      hostileRequests: 200_000,
      organizations: 100_000,
      crowd: 300_000,
      inOnePlace: 50_000,
      devices: 1_000_000,
      lists: 10_000,
      listed: 5_000_000,
      places: 3,
      backedUpMegabytes: 1000,
      backupWriters: 50,
    }
  : {
      harassments: 12,
      harassers: 4,
      rounds: 20,
      racers: 20,
      mails: 200,
      messages: 24,
      dueItems: 500,
      timelines: 200,
      relayKills: 20,
      workerKills: 5,
      databaseKills: 3,
      walks: 200,
      timedSamples: 0,
      floodEvents: 5000,
      floodConnections: 64,
      floodSeconds: 3,
      hostileRequests: 3000,
      organizations: 20_000,
      crowd: 30_000,
      inOnePlace: 2000,
      devices: 20_000,
      lists: 60,
      listed: 6000,
      places: 1,
      backedUpMegabytes: 10,
      backupWriters: 50,
    };

/** The time that a proof may take, in milliseconds, from that of its short form. */
export const within = (milliseconds: number) => (long ? milliseconds * 60 : milliseconds);
