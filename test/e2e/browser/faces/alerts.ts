import { administrators, readers } from "#db/demo/people.ts";
import type { Faces } from "./face.ts";

/** What an administrator of the demo world is told: alerts, one of them answered, and what is sent about them. */
export const alertFaces: Faces = async function* ({ portal, language, signedIn, visitor }) {
  await portal.cron();
  const { email, name, organizationId } = administrators.find((one) => one.language === language)!;
  const reader = await signedIn(email, name);
  const at = (page: string) => `/${language}/organizations/${organizationId}/reports/${page}`;
  const list = await reader.go(at("alerts"));
  yield { name: "alerts", answer: list };
  yield { name: "alerts-empty", answer: await reader.go(at("alerts?state=over&kind=product")) };
  const [one] = list.find('a[href*="/reports/alerts/"]');
  yield { name: "alert", answer: await reader.go(one!.attributes["href"]!) };
  yield {
    name: "alert-refused",
    answer: await reader.submit({ answer: "handled", comment: "x".repeat(1001) }),
  };
  yield { name: "alert-handled", answer: await reader.submit({ answer: "handled", comment: "…" }) };
  const looker = readers.find((one) => one.language === language)!;
  const looks = await signedIn(looker.email, looker.name);
  const seen = await looks.go(`/${language}/organizations/${looker.organizationId}/reports/alerts`);
  const [read] = seen.find('a[href*="/reports/alerts/"]');
  yield { name: "alert-of-a-reader", answer: await looks.go(read!.attributes["href"]!) };
  yield { name: "report-settings", answer: await reader.go(at("settings")) };
  yield { name: "report-settings-refused", answer: await reader.submit({ digest: "daily" }) };
  yield { name: "report-settings-saved", answer: await reader.submit({ digest: "weekly", urgent: "yes" }) };
  const [mail] = await reader.mailTo(email, "alert-raised");
  if (!mail) return;
  yield { name: "mail-alert-raised", mail: true, answer: await visitor().go(`/dev/mail/${mail.id}`) };
  const stranger = visitor();
  yield { name: "unsubscribe", answer: await stranger.go(new URL(mail.links.at(-1)!).pathname) };
  yield { name: "unsubscribed", answer: await stranger.submit() };
};
