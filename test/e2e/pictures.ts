import { fileURLToPath } from "node:url";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Look, openPage, show } from "./browser/eyes.ts";
import { type Faces, scene } from "./browser/faces/face.ts";
import { branchBFaces } from "./browser/faces/organization.ts";
import { publicFaces } from "./browser/faces/public.ts";
import { reportFaces } from "./browser/faces/reports.ts";
import { requestFaces } from "./browser/faces/request.ts";
import { reviewFaces } from "./browser/faces/review.ts";
import { verifyFaces } from "./browser/faces/verify.ts";
import { startWorld } from "./browser/world.ts";

type Picture = { file: string; faces: Faces; face: string; look: Look; height: number };

const phone = { scheme: "light", width: 390 } as const;
const wide = { scheme: "light", width: 1000 } as const;
const tablet = { scheme: "light", width: 640 } as const;
const pictures: Picture[] = [
  {
    file: "portal",
    faces: reportFaces,
    face: "portal-reports",
    look: { ...tablet, language: "en" },
    height: 1100,
  },
  { file: "report", faces: reportFaces, face: "reports", look: { ...tablet, language: "fr" }, height: 960 },
  { file: "home", faces: publicFaces, face: "home", look: { ...wide, language: "en" }, height: 760 },
  {
    file: "verify",
    faces: verifyFaces,
    face: "verify-deviceNotCovered",
    look: { ...phone, language: "nl" },
    height: 1240,
  },
  {
    file: "organization",
    faces: branchBFaces,
    face: "organization",
    look: { ...tablet, language: "fr" },
    height: 930,
  },
  {
    file: "timeline",
    faces: requestFaces,
    face: "status-requested",
    look: { ...tablet, language: "nl" },
    height: 960,
  },
  { file: "desk", faces: reviewFaces, face: "review", look: { ...wide, language: "en" }, height: 860 },
  {
    file: "administrator",
    faces: branchBFaces,
    face: "status-administrator",
    look: { ...tablet, language: "en" },
    height: 1000,
  },
];

/** The pictures of README.md, each of a face of `browser/faces`, and the mailbox. */
async function takePictures(portal: TestPortal) {
  const browser = await openBrowser();
  for (const { file, faces, face, look, height } of pictures) {
    const { page, close } = await openPage(browser, portal.url, look);
    await page.setViewportSize({ width: look.width, height });
    for await (const one of faces(scene(portal, look.language))) {
      if (one.name !== face) continue;
      await show(page, portal.url, one);
      await page.screenshot({ path: pathOf(file) });
      break;
    }
    await close();
  }
  const { page, close } = await openPage(browser, portal.url, { ...wide, language: "en" });
  await page.setViewportSize({ width: wide.width, height: 860 });
  await page.goto(`${portal.url}/dev/mail`);
  await page.getByText("Welcome to").first().click();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: pathOf("mailbox") });
  await close();
  await browser.close();
}

const pathOf = (file: string) => fileURLToPath(new URL(`pictures/${file}.png`, import.meta.url));

const portal = await startWorld();
await portal.cron();
await takePictures(portal);
await portal.stop();
