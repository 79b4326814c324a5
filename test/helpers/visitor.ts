import { type ElementNode, parse, TEXT_NODE, walkSync } from "ultrahtml";
import { querySelector, querySelectorAll } from "ultrahtml/selector";
import { normalizeEmail } from "#src/domain/email.ts";

export interface Mail {
  id: string;
  to: string;
  template: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  status: string;
  links: string[];
  code: string | null;
  createdAt: string;
}

/** An answer, read like a person would: its page, its face, its errors, its forms. */
export interface Answer {
  status: number;
  /** The path that the answer came from, or leads to. */
  path: string;
  headers: Headers;
  body: string;
  page: string | undefined;
  state: string | undefined;
  title: string;
  /** Locale keys of the messages, by field. */
  errors: Record<string, string>;
  /** The text of the main part. */
  text: string;
  field: (name: string) => string | undefined;
  find: (selector: string) => ElementNode[];
}

export type Fields = Record<string, string>;

/** Somebody with a browser of their own that keeps cookies and runs no script. */
export class Visitor {
  readonly base: string;
  readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string>;
  last: Answer | undefined;

  constructor(base: string, headers: Record<string, string> = {}) {
    this.base = base;
    this.headers = headers;
  }

  /** One request, redirects not followed. */
  async request(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer> | ReadableStream,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const asked = new URL(path, this.base);
    const answer = await fetch(asked, {
      method,
      redirect: "manual",
      ...(body !== undefined && { body, duplex: "half" }),
      headers: {
        ...(this.cookies.size && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        }),
        ...(method !== "GET" && method !== "HEAD" && { origin: this.base }),
        ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
        ...this.headers,
        ...headers,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
    const location = answer.headers.get("location");
    const url = location ? new URL(location, asked) : asked;
    this.last = read(
      answer,
      url.origin === this.base ? url.pathname + url.search : url.href,
      await answer.text(),
    );
    return this.last;
  }

  private keep(cookie: string) {
    const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const gone = attributes.some((attribute) => /^max-age=0$/iu.test(attribute));
    if (gone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  /** Goes to an address and on to where it leads. */
  async go(path: string): Promise<Answer> {
    let answer = await this.request("GET", path);
    for (let hop = 0; hop < 10 && answer.status >= 300 && answer.status < 400; hop += 1)
      answer = await this.request("GET", answer.path);
    return answer;
  }

  /** Sends fields to an address; where it leads is not followed. */
  post(path: string, fields: Fields = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.request("POST", path, new URLSearchParams(fields).toString(), headers);
  }

  /** Fills in the form of the page at hand, with its hidden fields, sends it and goes where it leads. */
  async submit(fields: Fields = {}, form = "form"): Promise<Answer> {
    const answer = await this.send(fields, form);
    return answer.status === 303 ? this.go(answer.path) : answer;
  }

  /** As `submit`, but stays at the answer. */
  send(fields: Fields = {}, form = "form"): Promise<Answer> {
    const page = this.last!;
    const [element] = page.find(`form[id="${form}"]`);
    if (!element)
      throw new Error(`no form #${form} on ${page.path}: ${page.status} ${page.text.slice(0, 300)}`);
    const hidden = querySelectorAll(element, 'input[type="hidden"]').map(({ attributes }) => [
      attributes["name"],
      unescape(attributes["value"] ?? ""),
    ]);
    const action = element.attributes["action"];
    return this.post(action ? unescape(action) : page.path, {
      ...(Object.fromEntries(hidden) as Fields),
      ...fields,
    });
  }

  /** Signs in by code, in a language; gives a name when one is asked for. */
  async signIn(email: string, language = "en", name = "Robin Tester"): Promise<Answer> {
    await this.go(`/${language}/sign-in`);
    await this.submit({ email });
    const code = (await this.mailTo(email, "sign-in-code"))[0]?.code;
    if (!code)
      throw new Error(`no code came for ${email}: ${this.last!.status} ${this.last!.text.slice(0, 300)}`);
    const answer = await this.submit({ code });
    return answer.page === "profile" && answer.state === "first" ? this.submit({ name }) : answer;
  }

  /** The messages to an address, newest first. */
  async mailTo(email: string, template?: string): Promise<Mail[]> {
    const answer = await fetch(
      `${this.base}/dev/mail.json?to=${encodeURIComponent(normalizeEmail(email) ?? email)}`,
    );
    const mails = (await answer.json()) as Mail[];
    return template ? mails.filter((mail) => mail.template === template) : mails;
  }

  /** The path of the link in the newest message of a kind. */
  async linkTo(email: string, template: string): Promise<string> {
    const [mail] = await this.mailTo(email, template);
    if (!mail?.links[0]) throw new Error(`no ${template} with a link came for ${email}`);
    return new URL(mail.links[0]).pathname;
  }
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#34": '"',
  "#38": "&",
  "#39": "'",
  "#60": "<",
  "#62": ">",
};
export const unescape = (text: string) =>
  text.replace(/&(#?\w+);/gu, (whole, name: string) => entities[name] ?? whole);

/** A page in which no text is in pieces only because it may break there. */
export const inOnePiece = (html: string) => html.replace(/<wbr>|<span class="long">([^<]*)<\/span>/gu, "$1");

/** The parser takes every > for the end of a tag, also inside of quotes. */
const withoutTags = (html: string) =>
  html.replace(/="[^"]*"/gu, (value) => value.replaceAll("<", "&lt;").replaceAll(">", "&gt;"));

function read(answer: Response, path: string, body: string): Answer {
  const html = /html/u.test(answer.headers.get("content-type") ?? "");
  const document = parse(html ? withoutTags(inOnePiece(body)) : "");
  const main = querySelector(document, "main") as ElementNode | null;
  const find = (selector: string) => querySelectorAll(document, selector) as ElementNode[];
  const errors = find("[data-error]").map(({ attributes }) => [
    String(attributes["id"]).replace(/-error$/u, ""),
    String(attributes["data-error"]),
  ]);
  return {
    status: answer.status,
    path,
    headers: answer.headers,
    body,
    page: main?.attributes["data-page"],
    state: main?.attributes["data-state"],
    title: textOf(find("title")[0]),
    errors: Object.fromEntries(errors) as Record<string, string>,
    text: textOf(main ?? undefined) || body,
    field: (name) => {
      const [field] = find(`[name="${name}"]`);
      return field && unescape(field.attributes["value"] ?? "");
    },
    find,
  };
}

/** What somebody reads of a part of a page. */
export function textOf(node: ElementNode | undefined): string {
  if (!node) return "";
  const parts: string[] = [];
  walkSync(node, (child) => {
    if (child.type === TEXT_NODE) parts.push((child as { value: string }).value);
  });
  return unescape(parts.join(" ").replace(/\s+/gu, " ")).trim();
}
