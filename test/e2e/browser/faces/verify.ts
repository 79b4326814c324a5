import { demo, entrant } from "#test/e2e/browser/world.ts";
import { type Faces, verify } from "./face.ts";

const refusing = [
  "contractUnknown",
  "contractNotEntitled",
  "contractNotYetActive",
  "contractExpired",
  "deviceNotCovered",
] as const;

/** *Verify your account*: empty, each rule, the wait. */
export const verifyFaces: Faces = async function* ({ language, signedIn }) {
  const [one] = demo(language, "contractUnknown");
  const someone = await signedIn(one!.email);
  yield { name: "verify", answer: await someone.go(`/${language}/onboarding/verify`) };
  yield { name: "verify-empty", answer: await someone.submit({ contractNumber: "", serialNumber: "" }) };
  yield {
    name: "verify-implausible",
    answer: await someone.submit({ contractNumber: "9".repeat(60), serialNumber: "<serial>" }),
  };
  for (const outcome of refusing)
    yield { name: `verify-${outcome}`, answer: await verify(someone, language, demo(language, outcome)[0]!) };
  await verify(someone, language, demo(language, "contractUnknown")[0]!);
  yield { name: "verify-association-asked", answer: await someone.submit({}, "associate") };
  const personal = await signedIn(`robin.${language}@gmail.com`);
  yield { name: "verify-personal", answer: await personal.go(`/${language}/onboarding/verify`) };
  const unlucky = await signedIn(entrant(language, "unlucky").email);
  for (let tries = 0; tries < 15; tries += 1) await verify(unlucky, language, guess(language, tries));
  yield { name: "verify-throttled", answer: await verify(unlucky, language, guess(language, 99)) };
};

const guess = (language: Parameters<typeof demo>[0], tries: number) => ({
  ...entrant(language, "unlucky"),
  contractNumber: `77${tries}`,
});
