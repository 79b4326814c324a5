import { readFileSync } from "node:fs";
import { lists } from "#db/demo/lists.ts";
import { csv, sendFile } from "#test/e2e/http/devices.ts";
import type { Faces } from "./face.ts";

const sample = readFileSync(new URL("../../../../db/demo/sample-devices.csv", import.meta.url));

/** An organization's own list: files that are loaded or refused, the list, one device. */
export const deviceFaces: Faces = async function* ({ language, signedIn }) {
  const { organizationId, devices, loadedBy } = lists.find((one) => one.loadedBy.language === language)!;
  const at = (page: string) => `/${language}/organizations/${organizationId}/devices${page}`;
  const serialNumber = devices[0]![2];
  const who = await signedIn(loadedBy.email);
  const send = (file: string | Uint8Array<ArrayBuffer>, mode = "add") =>
    sendFile(who, at(""), file, { mode });

  yield { name: "devices", answer: await who.go(at("")) };
  yield { name: "devices-found", answer: await who.go(at("?search=a&coverage=covered")) };
  yield { name: "devices-none", answer: await who.go(at("?search=nothing-here")) };
  yield { name: "devices-none-sent", answer: await send("") };
  yield { name: "devices-spreadsheet", answer: await send(new Uint8Array([0x50, 0x4b, 3, 4])) };
  yield { name: "devices-columns-missing", answer: await send("host_name\nx\n") };
  const replacing = await send(new Uint8Array(sample), "replace");
  yield { name: "device-upload", answer: await who.go(replacing.path) };
  yield { name: "device-upload-unasked", answer: await who.submit({ action: "load" }) };
  yield { name: "devices-waiting", answer: await who.go(at("")) };
  await who.post(replacing.path, { action: "discard" });
  yield { name: "device-upload-settled", answer: await who.post(replacing.path, { action: "load" }) };
  const adding = await send(
    csv("new-1,10.99.0.1,NEW20001,AS-4800-48P,,", "new-2,10.99.0.1,NEW20002,AW-615,,"),
  );
  await who.go(adding.path);
  yield { name: "device-upload-loaded", answer: await who.submit({ action: "load" }) };
  const same = await send(csv("new-1,10.99.0.1,NEW20001,AS-4800-48P,,"));
  yield { name: "device-upload-nothing-to-do", answer: await who.go(same.path) };
  await who.submit({ action: "discard" });
  yield { name: "device-uploads", answer: await who.go(at("/uploads")) };
  yield { name: "devices-not-loaded", answer: await who.go(at("/not-loaded")) };
  yield { name: "device", answer: await who.go(at(`/${serialNumber}`)) };
  yield { name: "device-remove", answer: await who.send({ action: "remove" }) };
};
