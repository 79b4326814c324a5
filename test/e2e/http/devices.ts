import type { Answer, Fields, Visitor } from "#test/helpers/visitor.ts";

/** The column names of the template and rows below them, as a file. */
export const csv = (...rows: readonly string[]) =>
  ["host_name,ip_address,serial_number,product_id,mac_address,location", ...rows, ""].join("\r\n");

/** Sends a form with a file, as a browser does; where it leads is not followed. */
export async function sendFile(
  visitor: Visitor,
  path: string,
  file: string | Uint8Array<ArrayBuffer>,
  fields: Fields = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ mode: "add", ...fields })) form.set(name, value);
  form.set("file", new Blob([file], { type: "text/csv" }), "devices.csv");
  const request = new Request("http://form.example", { method: "POST", body: form });
  return visitor.request("POST", path, await request.bytes(), {
    "content-type": request.headers.get("content-type")!,
    // What is too large is refused before it is read: the connection is of no use to the next request.
    connection: "close",
  });
}
