import { randomUUID } from "node:crypto";
import { startStage } from "#test/helpers/stage.ts";
import { type Ask, ask } from "./http.ts";

/** A portal, and what 200 people ask of it by turns: 70 of 100 pages, 20 readings of their own, 10 forms. */
export async function startVisitors() {
  const stage = await startStage({ reports: false });
  const { portal } = stage;
  const company = await stage.company();
  const people = await stage.people(company, 200);
  const { contractNumber, serialNumber } = company;
  const pages = ["/en/", "/fr/help", "/nl/sign-in", "/en/guide", "/fr/", "/nl/accounts/new", "/en/privacy"];
  const own = ["/en/portal", "/en/onboarding/verify"];
  const next = (number: number): Ask => {
    const { cookie } = people[number % people.length]!;
    const turn = number % 10;
    if (turn < 7) return { url: portal.url + pages[turn]! };
    if (turn < 9) return { url: portal.url + own[turn - 7]!, cookie };
    const fields = { contractNumber, serialNumber, operationId: randomUUID() };
    return { url: `${portal.url}/en/onboarding/verify`, cookie, fields };
  };
  for (const path of [...pages, ...own]) await ask({ url: portal.url + path, cookie: people[0]!.cookie });
  return { portal, people, next };
}
