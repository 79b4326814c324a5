import { mkdirSync } from "node:fs";
import { openBrowser } from "/work/main/test/helpers/browser.ts";
import { Visitor } from "/work/main/test/helpers/visitor.ts";
import { tryOf } from "/work/main/test/e2e/http/world.ts";
const base = "http://localhost:8952";
const browser = await openBrowser();
const dir = "/tmp/br/shots"; mkdirSync(dir, { recursive: true });
async function phone(lang: string) {
  const c = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: lang, javaScriptEnabled: false });
  return c.newPage();
}
let n = 0;
async function shot(p: any, name: string) { n++; await p.screenshot({ path: `${dir}/${String(n).padStart(2, "0")}-${name}.png`, fullPage: true }); }
const v = new Visitor(base);
async function signIn(p: any, email: string, name?: string) {
  await p.locator("#email").fill(email); await p.locator("#form .govuk-button").click();
  const code = (await v.mailTo(email, "sign-in-code"))[0]!.code!;
  await p.locator("#code").fill(code); await p.locator("#form .govuk-button").click();
  if (name && (await p.locator("#name").count())) { await p.locator("#name").fill(name); await p.locator("#form .govuk-button").click(); }
}
const sub = (p: any) => p.locator("#form .govuk-button").click();
for (const [lang, a, adm, c] of [["nl", "pieter.claes@noorderkaai.example", "els.wouters@noorderkaai.example", "fenna.dijkstra@oosterwoud-zorg.example"], ["fr", "julie.weber@moselane.example", "marc.thill@moselane.example", "sophie.lejeune@hautepierre.example"]] as const) {
  const p = await phone(lang);
  await p.goto(`${base}/${lang}/onboarding`); await shot(p, lang + "-overview");
  await p.goto(`${base}/${lang}/onboarding/verify`); await shot(p, lang + "-signin");
  await signIn(p, a); const one = tryOf(a);
  await p.locator("#contractNumber").fill(one.contractNumber); await p.locator("#serialNumber").fill(one.serialNumber); await sub(p);
  await shot(p, lang + "-A-confirm"); await sub(p); await shot(p, lang + "-A-submitted");
  // other device
  const q = await phone(lang); await q.goto(`${base}/${lang}/`); await q.goto(`${base}/${lang}/onboarding/verify`); await v.go(`/${lang}`);
  await fetch(base + "/dev/clock", { method: "POST", body: JSON.stringify({ advance: "PT31S" }) });
  await signIn(q, a); await shot(q, lang + "-A-otherdevice"); await q.goto(`${base}/${lang}/portal`); await shot(q, lang + "-A-portal"); 
  await q.goto(`${base}/${lang}/requests`); await shot(q, lang + "-A-requests");
  const link = await v.linkTo(adm, "request-to-decide");
  const s = await phone(lang); await s.goto(base + link); await shot(s, lang + "-A-link-signedout");
  await q.goto(base + link); await shot(q, lang + "-A-link-forwarded");
  await s.locator("#form .govuk-button").click(); await shot(s, lang + "-A-link-code");
  await s.locator("#code").fill((await v.mailTo(adm, "sign-in-code"))[0]!.code!); await sub(s); await shot(s, lang + "-A-link-decide");
  await p.reload(); await sub(p); await shot(p, lang + "-A-withdrawn"); await p.goto(`${base}/${lang}/onboarding/verify`); await shot(p, lang + "-A-again");
  await s.reload(); await shot(s, lang + "-A-link-over");
  await p.goto(`${base}/${lang}/onboarding/hand-over`); await shot(p, lang + "-H-form");
  await p.locator("#email").fill(a); await sub(p); await shot(p, lang + "-H-self");
  await p.locator("#email").fill("bounced@" + a.split("@")[1]); await sub(p); await p.locator("#email").fill("collega." + lang + "@" + a.split("@")[1]); await sub(p); await new Promise(r => setTimeout(r, 1500)); await p.reload(); await shot(p, lang + "-H-sent");
  const hm = (await v.mailTo("collega." + lang + "@" + a.split("@")[1], "hand-over"))[0]!;
  await p.goto(`${base}/dev/mail/${hm.id}`); await shot(p, lang + "-H-mail");
  const r = await phone(lang); await r.goto(base + new URL(hm.links[0]!).pathname); await signIn(r, "collega." + lang + "@" + a.split("@")[1], "Noor Nieuw"); await shot(r, lang + "-H-begin");
  const w = await phone(lang); await w.goto(`${base}/${lang}/onboarding/verify`); await signIn(w, c); const cc = tryOf(c);
  await w.locator("#contractNumber").fill(cc.contractNumber); await w.locator("#serialNumber").fill(cc.serialNumber); await sub(w); await shot(w, lang + "-C-organization");
  await w.locator(`input[value="${cc.organizationId}"]`).check(); await sub(w); await shot(w, lang + "-C-review");
  await w.goto(`${base}/${lang}/portal`); await shot(w, lang + "-C-portal");
  const ag = new Visitor(base);
  await fetch(base + "/dev/clock", { method: "POST", body: JSON.stringify({ advance: "PT31S" }) });
  await ag.signIn("agent@ardenne.example", "en", "Alex"); const rv = (await v.mailTo("agent@ardenne.example", "review-waiting"))[0]!;
  await ag.go(new URL(rv.links[0]!).pathname); await ag.submit({ decision: "ask", comment: "?? " + lang });
  await w.goto(`${base}/${lang}/onboarding/status`); await shot(w, lang + "-C-asked"); await w.goto(`${base}/${lang}/tasks`); await shot(w, lang + "-C-tasks");
  const im = (await v.mailTo(c, "information-asked"))[0]!; await w.goto(`${base}/dev/mail/${im.id}`); await shot(w, lang + "-C-mail");
  await w.goto(base + new URL(im.links[0]!).pathname); await shot(w, lang + "-C-answer"); await w.locator("#answer").fill("Test"); await sub(w); await shot(w, lang + "-C-answered");
  await w.goto(`${base}/${lang}/onboarding/status`); await sub(w); await shot(w, lang + "-C-withdrawn");
  await w.goto(base + new URL(im.links[0]!).pathname); await shot(w, lang + "-C-link-after");
}
await browser.close();
