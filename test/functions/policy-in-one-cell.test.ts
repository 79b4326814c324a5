import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { may } from "#db/queries/right.ts";
import { role } from "#db/schema/role.ts";
import { type OrganizationId, organizationIdOf } from "#src/domain/ids.ts";
import type { Action, Holding } from "#src/domain/policy.ts";
import type { command } from "#functions/command/command.ts";
import { readWithActor } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { decideInAccount, decideInOrganization } from "#functions/use-cases/access-request/decide.ts";
import { associateInAccount } from "#functions/use-cases/account-person/associate.ts";
import { associatePerson } from "#functions/use-cases/person/associate.ts";
import { takeRole } from "#functions/use-cases/role/take.ts";
import { nominateAdministrator } from "#functions/use-cases/seat/nominate.ts";
import { createVirtualAccount } from "#functions/use-cases/virtual-account/create.ts";
import { accountPeoplePage } from "#functions/views/account/people.ts";
import { accountRequestPage } from "#functions/views/account/requests.ts";
import { virtualAccountsPage } from "#functions/views/account/virtual-accounts.ts";
import { administratorsPage } from "#functions/views/organization/administrators.ts";
import { peoplePage } from "#functions/views/organization/people.ts";
import { organizationRequestPage } from "#functions/views/organization/requests.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { offices } from "#test/helpers/offices.ts";
import { withCell, withoutCells } from "#test/helpers/policy.ts";
import { type Colleague, scenery } from "#test/helpers/scenery.ts";
import { smartAccounts } from "#test/helpers/smart-accounts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

/** Somebody with a role in a place, the administrator of it, and a third person who asks for access or holds something. */
interface Scene {
  readonly realm: Parameters<typeof may>[2];
  /** The part of the account that it is about. */
  readonly part?: string;
  readonly member: Colleague;
  readonly administrator: Colleague;
  readonly other: Colleague;
  readonly address: { readonly id: OrganizationId; readonly domain: string; readonly request: string };
}

const nobody = "somebody@elsewhere.example";

async function organizationWith(holding: Holding): Promise<Scene> {
  const world = scenery(database.url);
  const { claim, nominate, give, request } = offices(world.write);
  const company = await world.company();
  const [administrator, member, other, second] = (await world.people(company, 4)) as [
    Colleague,
    Colleague,
    Colleague,
    Colleague,
  ];
  const id = company.site;
  await claim(administrator, id, company);
  await nominate(second, id, administrator);
  await give(other, id, "customer-user");
  if (holding !== "delegated-administrator") await give(member, id, holding as "customer-user");
  const asked = await request(other, id, administrator, company);
  const realm = { organizationId: id };
  return {
    realm,
    administrator,
    member,
    other,
    address: { id: organizationIdOf(id), domain: "", request: asked.id },
  };
}

async function accountWith(holding: Holding): Promise<Scene> {
  const world = scenery(database.url);
  const { open, give, request } = smartAccounts(world.write);
  const company = await world.company();
  const [administrator, member, other] = (await world.people(company, 3)) as [
    Colleague,
    Colleague,
    Colleague,
  ];
  const account = await open(administrator);
  await give(other, account, "smart-account-user");
  if (holding !== "smart-account-administrator")
    await give(member, account, holding as "smart-account-viewer");
  const asked = await request(other, account, [administrator]);
  const realm = { accountId: account.id };
  return {
    realm,
    administrator,
    member,
    other,
    address: { id: organizationIdOf(""), domain: account.domain, request: asked.id },
  };
}

/** The same in a part of an account. */
async function partWith(holding: Holding): Promise<Scene> {
  const world = scenery(database.url);
  const { open, divide, give, request } = smartAccounts(world.write);
  const [first, administrator, member, other] = (await world.people(await world.company(), 4)) as [
    Colleague,
    Colleague,
    Colleague,
    Colleague,
  ];
  const account = await open(first);
  const part = await divide(first, account, "Works");
  await give(administrator, account, "virtual-account-administrator", { part });
  if (holding === "virtual-account-user") await give(member, account, holding, { part });
  const asked = await request(other, account, [first], part);
  return {
    realm: { accountId: account.id, partId: part },
    part,
    administrator,
    member,
    other,
    address: { id: organizationIdOf(""), domain: account.domain, request: asked.id },
  };
}

type Verb = Pick<ReturnType<typeof command>, "load" | "input" | "allow" | "decide" | "run">;

interface Cell {
  readonly action: Action;
  /** Who holds none of it in the table. */
  readonly more: Holding;
  /** Who holds it in the table. */
  readonly less: Holding;
  readonly scene: (holding: Holding) => Promise<Scene>;
  /** True where the page offers it. */
  readonly offered: (context: Context, scene: Scene) => Promise<boolean>;
  readonly verb: unknown;
  readonly fields: (scene: Scene) => Readonly<Record<string, string>>;
}

const inOrganization = { scene: organizationWith, less: "delegated-administrator" } as const;
const inPart = { scene: partWith, less: "virtual-account-administrator" } as const;
const inAccount = { scene: accountWith, less: "smart-account-administrator" } as const;

const cells: readonly Cell[] = [
  {
    ...inOrganization,
    action: "person.associate",
    more: "customer-user",
    offered: async (context, { address }) =>
      (await peoplePage.ask(context, address)).view.tabs.includes("people"),
    verb: associatePerson,
    fields: () => ({ email: nobody }),
  },
  {
    ...inOrganization,
    action: "role.take",
    more: "customer-administrator",
    offered: async (context, { address }) =>
      (await peoplePage.ask(context, address)).view.people.some(({ changes }) =>
        changes.some((change) => change.action === "take"),
      ),
    verb: takeRole,
    fields: ({ other }) => ({ email: other.email, role: "customer-user", confirmed: "yes" }),
  },
  {
    ...inOrganization,
    action: "seat.nominate",
    more: "customer-user",
    offered: async (context, { address }) =>
      (await administratorsPage.ask(context, address)).view.tabs.includes("administrators"),
    verb: nominateAdministrator,
    fields: () => ({ email: nobody }),
  },
  {
    ...inOrganization,
    action: "accessRequest.decide",
    more: "customer-user",
    offered: async (context, { address }) =>
      (await organizationRequestPage.ask(context, address)).view.request.decidable,
    verb: decideInOrganization,
    fields: ({ other }) => ({ decision: "deny", comment: `Not ${other.name}`, terms: "accepted" }),
  },
  {
    ...inAccount,
    action: "accountPerson.associate",
    more: "smart-account-viewer",
    offered: async (context, { address }) =>
      (await accountPeoplePage.ask(context, address)).view.tabs.includes("people"),
    verb: associateInAccount,
    fields: () => ({ email: nobody, role: "smart-account-viewer" }),
  },
  {
    ...inAccount,
    action: "virtualAccount.create",
    more: "smart-account-user",
    offered: async (context, { address }) =>
      (await virtualAccountsPage.ask(context, address)).view.tabs.includes("virtual-accounts"),
    verb: createVirtualAccount,
    fields: () => ({ name: "Works" }),
  },
  {
    ...inAccount,
    action: "accountRequest.decide",
    more: "smart-account-viewer",
    offered: async (context, { address }) =>
      (await accountRequestPage.ask(context, address)).view.request.decidable,
    verb: decideInAccount,
    fields: () => ({ decision: "deny", comment: "" }),
  },
  {
    ...inPart,
    action: "accountPerson.associate",
    more: "virtual-account-user",
    offered: async (context, { address }) =>
      (await accountPeoplePage.ask(context, address)).view.tabs.includes("people"),
    verb: associateInAccount,
    fields: ({ part = "" }) => ({ email: nobody, role: "virtual-account-user", scope: part }),
  },
  {
    ...inPart,
    action: "accountRequest.decide",
    more: "virtual-account-user",
    offered: async (context, { address }) =>
      (await accountRequestPage.ask(context, address)).view.request.decidable,
    verb: decideInAccount,
    fields: ({ part = "" }) => ({ decision: "approve", role: "virtual-account-user", scope: part }),
  },
];

const as = ({ token }: Colleague) => contextOf(database.url, { token });

const verbOf = ({ verb }: Cell) => verb as Verb;

const sent = (cell: Cell, scene: Scene) => ({ ...cell.fields(scene), ...scene.address });

const forbidden = expect.objectContaining({ kind: "forbidden" });

/** What page, decision and guard say of somebody. */
async function answers(cell: Cell, scene: Scene, who: Colleague) {
  const guard = build.all<{ holds: 0 | 1 }>(sql`select ${may(who.id, cell.action, scene.realm)} as holds`);
  return {
    page: await cell.offered(as(who), scene).catch((refusal: unknown) => refusal),
    decision: await verbOf(cell)
      .run(as(who), sent(cell, scene))
      .then(
        () => "done",
        (refusal: unknown) => refusal,
      ),
    guard: (await as(who).database.read({ guard })).guard[0]!.holds,
  };
}

/** What somebody's form would write, decided on what was read now. */
async function decided(cell: Cell, scene: Scene, who: Colleague) {
  const verb = verbOf(cell);
  const context = as(who);
  const input = verb.input(sent(cell, scene));
  const { loaded, actor } = await readWithActor(context, () => verb.load(input, context));
  const decision = verb.decide(
    verb.allow(actor, loaded as never, input, context),
    loaded as never,
    input,
    context,
  );
  return "writes" in decision ? decision.writes : [];
}

describe.each(cells)("$action for a $more", (cell) => {
  const { action, more, less } = cell;

  test(`without the cell, page, decision and guard refuse a ${more}`, async () => {
    const scene = await cell.scene(more);

    const { page, decision, guard } = await answers(cell, scene, scene.member);

    expect([false, forbidden]).toContainEqual(page);
    expect(decision).toEqual(forbidden);
    expect(guard).toBe(0);
  });

  test(`one more cell gives it to a ${more} in all three`, async () => {
    const scene = await cell.scene(more);

    const given = await withCell(more, action, () => answers(cell, scene, scene.member));

    expect(given).toEqual({ page: true, decision: "done", guard: 1 });
  });

  test("what was decided is not written once the role has ended", async () => {
    const scene = await cell.scene(more);
    const writes = await withCell(more, action, () => decided(cell, scene, scene.member));
    const { write } = scenery(database.url);
    await write([
      build
        .update(role)
        .set({ endedAt: Date.now() })
        .where(sql`person_id = ${scene.member.id}`),
    ]);

    const written = await write(writes);

    expect(writes).not.toEqual([]);
    expect(written).toBe("moved");
  });

  test(`taking the cell away takes it from a ${less} in all three`, async () => {
    const scene = await cell.scene(less);

    const { page, decision, guard } = await withoutCells(action, () =>
      answers(cell, scene, scene.administrator),
    );

    expect([false, forbidden]).toContainEqual(page);
    expect(decision).toEqual(forbidden);
    expect(guard).toBe(0);
  });
});

describe("what a page offers beside what it is for", () => {
  const view = async <View>(
    page: { ask: (context: Context, address: Scene["address"]) => Promise<{ view: View }> },
    { administrator, address }: Scene,
  ) => (await page.ask(as(administrator), address)).view;

  test.each(["accountRole.take", "accountPerson.remove"] as const)("%s", async (action) => {
    const scene = await accountWith("smart-account-viewer");
    const offered = async () => {
      const { people } = await view(accountPeoplePage, scene);
      const button = action === "accountRole.take" ? "take" : "remove";
      return people.flatMap(({ changes }) => changes).some((change) => change.action === button);
    };

    expect([await offered(), await withoutCells(action, offered)]).toEqual([true, false]);
  });

  test.each(["virtualAccount.rename", "virtualAccount.close"] as const)("%s", async (action) => {
    const scene = await accountWith("smart-account-viewer");
    const offered = async () =>
      (await view(virtualAccountsPage, scene))[action === "virtualAccount.rename" ? "mayRename" : "mayClose"];

    expect([await offered(), await withoutCells(action, offered)]).toEqual([true, false]);
  });

  test.each([
    ["seat.order", "mayOrder"],
    ["seat.stepDown", "mayStepDown"],
    ["person.remove", "mayRemove"],
  ] as const)("%s", async (action, flag) => {
    const scene = await organizationWith("customer-user");
    const offered = async () => (await view(administratorsPage, scene))[flag];

    expect([await offered(), await withoutCells(action, offered)]).toEqual([true, false]);
  });

  test("role.give", async () => {
    const scene = await organizationWith("customer-user");
    const offered = async () =>
      (await view(peoplePage, scene)).people.some(({ changes }) =>
        changes.some((change) => change.action === "give"),
      );

    expect([await offered(), await withoutCells("role.give", offered)]).toEqual([true, false]);
  });
});
