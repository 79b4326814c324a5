import { type ElementNode, TEXT_NODE, walkSync } from "ultrahtml";
import { type Answer, type Fields, unescape, type Visitor } from "./visitor.ts";

/** What each control would send, by name; null for a choice that is not made. */
export type Controls = Readonly<Record<string, string | null>>;

const control = ["input", "select", "textarea"];

const attribute = ({ attributes }: ElementNode, name: string) => unescape(attributes[name] ?? "");

function raw(node: ElementNode): string {
  const parts: string[] = [];
  walkSync(node, (child) => {
    if (child.type === TEXT_NODE) parts.push((child as { value: string }).value);
  });
  return unescape(parts.join(""));
}

function within(parent: ElementNode | undefined, ...names: string[]): ElementNode[] {
  const found: ElementNode[] = [];
  if (parent)
    walkSync(parent, (node) => {
      if (names.includes((node as ElementNode).name)) found.push(node as ElementNode);
    });
  return found;
}

function valueOf(element: ElementNode): string | null {
  const { type = "text", checked } = element.attributes;
  if (element.name === "textarea") return raw(element).replace(/^\n/u, "");
  if (element.name === "select") {
    const options = within(element, "option");
    const chosen = options.find(({ attributes }) => "selected" in attributes) ?? options[0]!;
    return attribute(chosen, "value");
  }
  if (type !== "radio" && type !== "checkbox") return attribute(element, "value");
  return checked === undefined ? null : attribute(element, "value") || "on";
}

const collect = (elements: readonly ElementNode[]): Controls => {
  const values: Record<string, string | null> = {};
  for (const element of elements) values[attribute(element, "name")] ??= valueOf(element);
  return values;
};

/** Every control that a person can fill in, as a browser has it when the page opens. */
export const typedIn = ({ find }: Answer): Controls =>
  collect(within(find("main")[0], ...control).filter(({ attributes }) => attributes["type"] !== "hidden"));

/** What the page offers for a language: a button of a form, or a link. */
function offered({ find }: Answer, language: string) {
  const [button] = find(`.masthead__languages button[value="${language}"]`);
  const [link] = find(`.masthead__languages a[hreflang="${language}"]`);
  return { form: button && attribute(button, "form"), href: link && attribute(link, "href") };
}

/** Types, presses what the page offers for a language, and goes where it leads, all as a browser would. */
export async function pressLanguage(
  visitor: Visitor,
  language: string,
  typed: Controls = {},
): Promise<Answer> {
  const page = visitor.last!;
  const { form, href } = offered(page, language);
  if (href) return visitor.go(href);
  const [element] = page.find(`form[id="${form ?? ""}"]`);
  if (!element) throw new Error(`${page.path} offers no ${language}: ${page.text.slice(0, 200)}`);
  const fields = Object.entries({
    ...collect(within(element, ...control)),
    ...typed,
    switchLanguage: language,
  });
  const body = Object.fromEntries(fields.filter(([, value]) => value !== null)) as Fields;
  const answer = await visitor.post(attribute(element, "action") || page.path, body);
  if (answer.status === 307) return visitor.post(answer.path, body);
  return answer.status === 303 ? visitor.go(answer.path) : answer;
}
