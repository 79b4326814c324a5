import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Colleague } from "#test/helpers/stage.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { csv } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";
import { advance, mailsTo, signedIn, sql } from "./world.ts";

/** How the subject of a message about a collector begins. */
const saidOf = (language: "en" | "nl", trouble: "refused" | "silent", collector: string) =>
  translator(language)(`collector.mail.${trouble}.subject`, { collector, organization: "" }).trim();

const fr = translator("fr");
const en = translator("en");

let managed: Managed;
let database: ReturnType<typeof sql>;
let { stage, here, colleagues, visitorOf, at, first, second, audited } = {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, here, colleagues, visitorOf, at, first, second, audited } = managed);
  database = sql(stage.portal);
});
afterAll(() => stage.portal.stop());

const page = () => at("devices/collector");
const change = (who: Visitor, action: string, name: string) =>
  who.post(page(), { action, name, confirmed: "yes" });

/** Makes a key and takes down what the page shows of it, once. */
async function keyNamed(name: string, who = first) {
  await who.go(page());
  await who.submit({ action: "create", name });
  const shown = who.last!;
  const [made] = await database("select id from collector_key where name = ? and ended_at is null", name);
  const secret = /<pre[^>]*data-secret[^>]*><code>([^<]+)</u.exec(shown.body)?.[1] ?? "";
  return { id: String(made?.["id"]), name, secret, shown };
}

const rows = [
  "core-1,10.20.0.1,FDO2201G84V,AS-4800-48P,00:1B:54:AA:01:02,Antwerp",
  "core-2,10.20.0.2,FDO2201G84W,AS-4800-48P,,",
];
let next = 0;
/** A list that nobody has sent yet. */
const fresh = (...more: readonly string[]) => {
  next += 1;
  return csv(`host-${next},10.1.0.1,FRESH${next}X,AS-4800-48P,,`, ...more);
};

interface Told {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

async function send(
  { id, secret }: { id: string; secret: string },
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Told> {
  const answer = await fetch(`${stage.portal.url}/collect/${id}`, {
    method: "POST",
    body,
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "text/csv",
      connection: "close",
      ...headers,
    },
  });
  const json = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, headers: answer.headers, json };
}

describe("a key", () => {
  test("is shown once, of it only the hash is kept, and it is on record", async () => {
    const { id, secret, shown } = await keyNamed("Shown once");
    const again = await first.go(shown.path);
    const [row] = await database("select hash from collector_key where id = ?", id);

    expect([shown.page, shown.state]).toEqual(["collector", "created"]);
    expect(secret.length).toBeGreaterThan(40);
    expect(shown.body).toContain(`${stage.portal.url}/collect/${id}`);
    expect(shown.path).not.toContain(secret);
    expect(again.body).not.toContain(secret);
    expect(again.state).toBe("some");
    expect(row?.["hash"]).toBe(createHash("sha256").update(secret).digest("base64url"));
    expect(await audited("collector.create")).toEqual({
      actor: colleagues[0]!.id,
      from_state: null,
      to_state: "Shown once",
      refusal: null,
    });
  });

  test("is made once by a form that is sent twice, which shows the same key", async () => {
    await first.go(page());
    const form = { operationId: first.last!.field("operationId")!, action: "create", name: "Twice" };
    const answers = [await first.post(page(), form), await first.post(page(), form)];
    const shown = await first.go(answers[1]!.path);
    const made = await database("select hash from collector_key where name = 'Twice'");

    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(made).toHaveLength(1);
    expect(shown.state).toBe("created");
    await database("update collector_key set created_at = created_at - 900000 where name = 'Twice'");
    const later = await first.go((await first.post(page(), form)).path);
    expect(later.state).not.toBe("created");
  });

  test("is shown also where its form was refused before, for want of a name", async () => {
    await first.go(page());
    const refused = await first.submit({ action: "create", name: "" });
    const shown = await first.submit({ action: "create", name: "Second try" });
    await change(first, "end", "Second try");

    expect(refused.status).toBe(422);
    expect(shown).toMatchObject({ status: 200, state: "created" });
  });

  test("has no name that leads anywhere, since it stands in messages of the portal", async () => {
    await first.go(page());
    const refused = await first.submit({ action: "create", name: "Verify at https://evil-pay.be" });

    expect([refused.status, refused.errors]).toEqual([422, { name: "collector.errors.nameAddress" }]);
  });

  test("needs a name of its own, and there are not too many", async () => {
    await keyNamed("Own name");
    const empty = await change(first, "create", " ");
    const long = await change(first, "create", "x".repeat(limits.collector.name + 1));
    const taken = await change(second, "create", "own NAME");

    expect([empty, long, taken].map(({ status, errors }) => [status, errors["name"]])).toEqual([
      [422, "collector.errors.nameRequired"],
      [422, "collector.errors.nameTooLong"],
      [422, "collector.errors.nameTaken"],
    ]);
  });

  test("ends at once, for whoever manages it, and ending it again does nothing", async () => {
    const key = await keyNamed("To be ended");
    const before = await send(key, fresh());
    const ended = await change(second, "end", "To be ended");
    const after = await send(key, fresh());
    const again = await change(second, "end", "To be ended");
    const record = await audited("collector.end");
    const unknown = await change(second, "end", "Never made");

    expect([before.status, ended.status, after.status, again.status, unknown.status]).toEqual([
      200, 303, 401, 303, 404,
    ]);
    expect(record).toMatchObject({
      actor: colleagues[1]!.id,
      from_state: "To be ended",
    });
  });

  test("is for whoever may manage collectors there, and for nobody else", async () => {
    const reader = visitorOf(colleagues[2]!);
    const stranger = visitorOf(colleagues[3]!);
    const answers = [
      await reader.go(page()),
      await change(reader, "create", "Reader"),
      await change(reader, "end", "Own name"),
      await stranger.go(page()),
      await change(stranger, "create", "Stranger"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 404, 404]);
    expect(await database("select 1 from collector_key where name in ('Reader', 'Stranger')")).toEqual([]);
  });
});

describe("a list that a machine sends", () => {
  test("is loaded where it is right, and the answer names what is not", async () => {
    const key = await keyNamed("Server");
    const told = await send(key, csv(...rows, "core-3,no address,FDO2201G84X,AS-4800-48P,,"), {
      "accept-language": "fr",
    });
    const listed = await database(
      "select serial_number from inventory where organization_id = ? and serial_number like 'FDO22%' order by 1",
      here,
    );
    const [upload] = await database(
      "select state, added, rejected, devices, collector_key_id from device_upload where collector_key_id = ?",
      key.id,
    );
    const list = await first.go(page());

    expect([told.status, told.json]).toEqual([
      200,
      {
        repeated: false,
        added: 2,
        changed: 0,
        same: 0,
        retired: 0,
        rejected: 1,
        rejectedRows: [
          {
            line: 4,
            faults: [
              {
                field: "ipAddress",
                reason: "noIpAddress",
                message: translator("fr")("devices.rejected.noIpAddress", {
                  field: fr("devices.columns.ipAddress"),
                }),
              },
            ],
          },
        ],
      },
    ]);
    expect(listed.map((row) => row["serial_number"])).toEqual(["FDO2201G84V", "FDO2201G84W"]);
    expect({ ...upload }).toEqual({
      state: "loaded",
      added: 2,
      rejected: 1,
      devices: "[]",
      collector_key_id: key.id,
    });
    expect(await audited("collector.load")).toEqual({
      actor: "system",
      from_state: null,
      to_state: "Server",
      refusal: null,
    });
    expect(list.text).toContain(en("collector.working"));
    expect(list.text).toContain(en("collector.used"));
  });

  test("does nothing when it is sent again, and counts what changes in the next", async () => {
    const key = await keyNamed("Again");
    const body = csv(...rows, "again-1,10.9.0.1,AGAIN1X,AS-4800-48P,,");
    await send(key, body);
    const again = await send(key, body);
    const changed = await send(key, body.replace("again-1", "again-one"));

    expect(again.json).toMatchObject({ repeated: true, added: 0, changed: 0, same: 3 });
    expect(changed.json).toMatchObject({ repeated: false, added: 0, changed: 1, same: 2 });
  });

  test("is loaded although a file of somebody's waits to be looked at", async () => {
    const key = await keyNamed("Beside");
    await database(
      `insert into device_upload (id, organization_id, state, mode, sha256, devices, rejected_rows, header, separator,
        sound, rejected, created_at, changed_at)
        values ('waits', ?, 'open', 'add', 'x', '[]', '[]', '', ',', 0, 0, 1, 1)`,
      here,
    );
    const told = await send(key, fresh());
    await database("delete from device_upload where id = 'waits'");

    expect(told.status).toBe(200);
  });

  test("needs no session, no origin, and takes two trips", async () => {
    const key = await keyNamed("Two trips");
    await send(key, fresh());
    const { requests } = (await (await fetch(`${stage.portal.url}/dev/stats`)).json()) as {
      requests: { address: string; databaseRoundTrips: number }[];
    };

    expect(requests[0]).toMatchObject({ address: `/collect/${key.id}`, databaseRoundTrips: 2 });
  });

  test("is answered 429 to a network that shows too many wrong keys, which holds up no right one", async () => {
    const key = await keyNamed("Guessed");
    const from = { "CF-Connecting-IP": "203.0.113.9" };
    const wrong = async () => send({ ...key, secret: "wrong" }, fresh(), from);
    const earlier = [];
    while (earlier.length < limits.collector.wrongKeysPerHour) earlier.push(await wrong());
    const next = await wrong();
    const right = await send(key, fresh(), from);

    expect(new Set(earlier.map(({ status }) => status))).toEqual(new Set([401]));
    expect([next.status, right.status]).toEqual([429, 200]);
    expect(Number(next.headers.get("retry-after"))).toBeGreaterThan(3000);
    await change(first, "end", "Guessed");
  });

  test("is told in JSON that an address knows no other method", async () => {
    const answer = await fetch(`${stage.portal.url}/collect/any`);

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await answer.json()).toMatchObject({ error: "405" });
  });

  test("is the same for wrong keys, those of others, ended and unknown ones", async () => {
    const [one, other] = [await keyNamed("One"), await keyNamed("Other")];
    await change(first, "end", "Other");
    const answers = [
      await send({ ...one, secret: "wrong" }, fresh()),
      await send({ ...one, secret: other.secret }, fresh()),
      await send({ id: other.id, secret: one.secret }, fresh()),
      await send(other, fresh()),
      await send({ id: "nothing", secret: one.secret }, fresh()),
      await send(one, fresh(), { authorization: "Basic YTpi" }),
    ];
    const { requests } = (await (await fetch(`${stage.portal.url}/dev/stats`)).json()) as {
      requests: { statements: number; databaseRoundTrips: number }[];
    };

    expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
    expect(answers[0]!.headers.get("www-authenticate")).toBe("Bearer");
    expect(
      new Set(requests.slice(1, 6).map((one) => `${one.databaseRoundTrips} ${one.statements}`)).size,
    ).toBe(1);
    await change(first, "end", "One");
  });

  test.each([
    ["another format", fresh(), { "content-type": "application/json" }, 415, "format"],
    ["a file that is too large", "x".repeat(limits.upload.bytes + 1), {}, 413, "tooLarge"],
    ["no columns", "a,b\r\n1,2\r\n", {}, 422, "headerMissing"],
    ["a required column missing", "host_name,ip_address\r\na,10.0.0.1\r\n", {}, 422, "columnsMissing"],
    ["nothing in it", "", {}, 422, "noRows"],
    ["nothing right in it", csv("a,b,c,d,,"), {}, 422, "noneSound"],
  ] as [string, string, Record<string, string>, number, string][])(
    "is refused with %s, and the page says so until a good one comes",
    async (name, body, headers, status, error) => {
      const key = await keyNamed(name);

      const told = await send(key, body, headers);
      const refused = await first.go(page());
      await send(key, fresh());
      const good = await first.go(page());
      await change(first, "end", name);

      expect([told.status, told.json["error"]]).toEqual([status, error]);
      expect(String(told.json["message"]).length).toBeGreaterThan(10);
      expect(refused.text).toContain(en("collector.refused"));
      expect(good.text).not.toContain(en("collector.refused"));
    },
  );

  test("is refused when there are too many of a key in a day, with when to send again", async () => {
    const key = await keyNamed("Often");
    await database(
      `insert into attempt (kind, subject, at)
        with recursive n (i) as (select 1 union select i + 1 from n where i < ${limits.collector.loadsPerDay})
        select 'collect', ?, unixepoch() * 1000 - i * 1000 from n`,
      key.id,
    );

    const told = await send(key, fresh());

    expect([told.status, told.json["error"]]).toEqual([429, "tooOften"]);
    expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(80_000);
  });

  test("counts for its organization too, however many keys are made anew", async () => {
    const key = await keyNamed("Renewed");
    await database(
      `insert into attempt (kind, subject, at)
        with recursive n (i) as (select 1 union select i + 1 from n where i < ?)
        select 'collect-organization', organization_id, unixepoch() * 1000 - i * 1000 from n, collector_key where id = ?`,
      limits.collector.loadsPerDay * limits.collector.keys,
      key.id,
    );

    const told = await send(key, fresh());
    await database("delete from attempt where kind = 'collect-organization'");
    await change(first, "end", key.name);

    expect([told.status, told.json["error"]]).toEqual([429, "tooOften"]);
  });

  test("keeps of what is wrong what a page shows, in few bytes, and nothing once fifty others came", async () => {
    const key = await keyNamed("Wordy");
    const [header, device] = fresh().split("\n");
    const long = Array.from({ length: 60 }, (_, at) => `${at}${"漢".repeat(at ? 5000 : 10)}`);
    const kept = async (id: string) =>
      (
        await database(
          "select octet_length(rejected_rows) as rows, octet_length(header) as header from device_upload where id = ?",
          id,
        )
      )[0]!;

    const sent = await send(key, [`${header},${"名".repeat(9000)}`, `${device},`, ...long].join("\n"));
    const [{ id }] = (await database("select id from device_upload order by created_at desc limit 1")) as [
      { id: string },
    ];
    const before = await kept(id);
    await database(
      `insert into device_upload select 'listed-' || value, organization_id, person_id, collector_key_id, state, mode, sha256,
          '[]', '[]', 'x', separator, sound, rejected, added, changed, same, retired, created_at + value, changed_at
        from device_upload, generate_series(1, ?) where id = ?`,
      limits.upload.listed,
      id,
    );
    await send(key, fresh());

    expect([
      sent.status,
      Number(before.rows) > 15_000,
      Number(before.rows) <= limits.collector.rejectedKept,
    ]).toEqual([200, true, true]);
    expect(await kept(id)).toEqual({ rows: null, header: 0 });
    await database("delete from device_upload where id like 'listed-%'");
    await change(first, "end", key.name);
  });

  test("is refused where the organization would have too many devices, and nothing of it is loaded", async () => {
    const key = await keyNamed("Full");
    const [before] = await database("select devices from inventory_summary where organization_id = ?", here);
    await database(
      `insert into inventory (organization_id, serial_number, host_name, ip_address, product_id, upload_id, added_at,
        changed_at, coverage, support)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
        select ?, 'FULL' || i, 'h', '10.0.0.1', 'P', 'x', 1, 1, 'none', 'unknown' from n`,
      limits.inventory.devices - Number(before!["devices"]),
      here,
    );
    await send(key, csv(...rows, rows[0]!.replace("FDO2201G84V", "FULL1")));
    const told = await send(key, fresh());
    const [after] = await database(
      "select count(*) as devices from inventory where organization_id = ?",
      here,
    );
    await database("delete from inventory where serial_number like 'FULL%'");
    await database("delete from inventory_count where organization_id = ?", here);
    await database("update inventory_summary set devices = 0 where organization_id = ?", here);

    expect([told.status, told.json["error"]]).toEqual([422, "tooManyDevices"]);
    expect(after!["devices"]).toBe(limits.inventory.devices);
  });

  test("is loaded once by each of several that come at once", async () => {
    const key = await keyNamed("At once");
    const bodies = Array.from({ length: 4 }, () => fresh(...rows));

    const answers = await Promise.all(bodies.map((body) => send(key, body)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ json }) => Number(json["added"]) >= 1)).toEqual([true, true, true, true]);
  });
});

describe("who looks after a collector", () => {
  const told = async (to: Colleague, name: string) =>
    (await mailsTo(stage.portal, to.email, "collector-silent")).filter(({ text }) => text.includes(name));
  const cron = () => Promise.all([stage.portal.cron(), stage.portal.cron()]);
  beforeAll(async () => {
    await database("update collector_key set ended_at = created_at where ended_at is null");
  });

  test("is told once that a list was refused, in the own language, and again after a right one, not on the same day", async () => {
    await database("update person set language = 'nl' where id = ?", colleagues[1]!.id);
    const key = await keyNamed("Often refused");
    await send(key, "nothing");
    await cron();
    await send(key, "nothing again");
    await cron();
    const once = [await told(colleagues[0]!, key.name), await told(colleagues[1]!, key.name)];
    await send(key, fresh());
    await cron();
    await send(key, "nothing");
    await cron();
    const sameDay = await told(colleagues[0]!, key.name);
    await advance(stage.portal, "P1D");
    await cron();
    await cron();
    const twice = await told(colleagues[0]!, key.name);
    await change(first, "end", key.name);

    expect(once.map((mails) => mails.map(({ language }) => language))).toEqual([["en"], ["nl"]]);
    expect(once[0]![0]!.text).toContain(stage.portal.url + page());
    expect(once[0]![0]!.text).not.toContain(key.secret);
    expect(once[1]![0]!.subject).toContain(saidOf("nl", "refused", key.name));
    expect(sameDay).toHaveLength(1);
    expect(twice).toHaveLength(2);
    expect(await told(colleagues[2]!, key.name)).toEqual([]);
    expect(await audited("collector.tell")).toMatchObject({ actor: "system", to_state: key.name });
  });

  test("is who took that up: whoever others put there is told nothing before doing something there", async () => {
    const email = "put.there@elsewhere.example";
    const stranger = await signedIn(stage.portal, email);
    await managed.people(first, "associate", { email, role: "customer-administrator" });
    const mails = async () => (await mailsTo(stage.portal, email, "collector-silent")).length;
    const [before, since] = [await keyNamed("Before it"), await keyNamed("Since then")];
    await send(before, "nothing");
    await cron();
    const unasked = [await mails(), (await told(colleagues[0]!, before.name)).length];
    await keyNamed("Made by whoever was put there", stranger);
    await send(since, "nothing");
    await cron();
    const atWork = await mails();
    for (const { name } of [before, since, { name: "Made by whoever was put there" }])
      await change(first, "end", name);

    expect(unasked).toEqual([0, 1]);
    expect(atWork).toBe(1);
  });

  test("is told of ten keys in a day, however many are made anew", async () => {
    await advance(stage.portal, "P1D");
    for (let number = 0; number < limits.collector.keys + 2; number += 1) {
      const key = await keyNamed(`Anew ${number}`);
      await send(key, "nothing");
      await cron();
      await change(first, "end", key.name);
    }

    expect(
      await database("select 1 from audit_event where action = 'collector.tell' and to_state like 'Anew %'"),
    ).toHaveLength(limits.collector.keys);
  });

  test("is told once when nothing has come for 30 days, of a key that is in use", async () => {
    const [silent, ended] = [await keyNamed("Gone silent"), await keyNamed("Ended before")];
    await send(silent, fresh());
    await change(first, "end", ended.name);
    await advance(stage.portal, "P29D");
    await cron();
    const before = await told(colleagues[0]!, silent.name);
    await advance(stage.portal, "P1D");
    await cron();
    await advance(stage.portal, "P30D");
    await cron();
    const after = await told(colleagues[0]!, silent.name);
    await change(first, "end", silent.name);

    expect(before).toEqual([]);
    expect(after).toHaveLength(1);
    expect(after[0]!.subject).toContain(saidOf("en", "silent", silent.name));
    expect(await told(colleagues[0]!, ended.name)).toEqual([]);
  });
});

test("an organization has ten keys at most", async () => {
  const [inUse] = await database(
    "select count(*) as many from collector_key where organization_id = ? and ended_at is null",
    here,
  );
  for (let made = Number(inUse?.["many"]); made < limits.collector.keys; made += 1)
    await keyNamed(`Number ${made}`);

  const more = await change(first, "create", "One more");

  expect([more.status, more.errors["form"]]).toEqual([422, "collector.errors.tooMany"]);
});

test("nothing of it breaks what always holds", async () => {
  expect(await violationsIn({ url: stage.portal.databaseUrl })).toEqual([]);
});
