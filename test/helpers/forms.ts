import { type ElementNode, TEXT_NODE, walkSync } from "ultrahtml";
import { querySelectorAll } from "ultrahtml/selector";
import { type Answer, type Fields, unescape, type Visitor } from "./visitor.ts";

/** What each control of a form would send, by name; null for a choice that is not made. */
export type Controls = Readonly<Record<string, string | null>>;

const attribute = ({ attributes }: ElementNode, name: string) => unescape(attributes[name] ?? "");

const raw = (node: ElementNode) => {
  const parts: string[] = [];
  walkSync(node, (child) => {
    if (child.type === TEXT_NODE) parts.push((child as { value: string }).value);
  });
  return unescape(parts.join(""));
};

function valueOf(control: ElementNode): string | null {
  const { type = "text", checked } = control.attributes;
  if (control.name === "textarea") return raw(control).replace(/^\n/u, "");
  if (control.name === "select") {
    const options = querySelectorAll(control, "option") as ElementNode[];
    const chosen = options.find(({ attributes }) => "selected" in attributes) ?? options[0]!;
    return attribute(chosen, "value");
  }
  if (type !== "radio" && type !== "checkbox") return attribute(control, "value");
  return checked === undefined ? null : attribute(control, "value") || "on";
}

/** Every control of a form, as a browser has it before anybody types. */
export function controls(answer: Answer, form: string): Controls {
  const [element] = answer.find(`form[id="${form}"]`);
  const found = (element ? querySelectorAll(element, "input, select, textarea") : []) as ElementNode[];
  const values: Record<string, string | null> = {};
  for (const control of found) values[attribute(control, "name")] ??= valueOf(control);
  return values;
}

const successful = (values: Controls): Fields =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== null));

/** What the page at hand offers for a language: the button of a form, or a link. */
export function offered({ find }: Answer, language: string) {
  const [button] = find(`.masthead__languages button[value="${language}"]`);
  const [link] = find(`.masthead__languages a[hreflang="${language}"]`);
  return { form: button && attribute(button, "form"), href: link && attribute(link, "href") };
}

/** Types, then presses what the page offers for a language, as a browser would, and goes where it leads. */
export async function switchLanguage(visitor: Visitor, language: string, typed: Controls = {}) {
  const page = visitor.last!;
  const { form, href } = offered(page, language);
  if (href) return visitor.go(href);
  if (!form) throw new Error(`${page.path} offers no ${language}: ${page.text.slice(0, 200)}`);
  const action = page.find(`form[id="${form}"]`)[0]!.attributes["action"];
  const fields = {
    ...successful({ ...controls(page, form), ...typed }),
    switchLanguage: language,
  };
  const answer = await visitor.post(action ? unescape(action) : page.path, fields);
  if (answer.status === 307) return visitor.post(answer.path, fields);
  return answer.status === 303 ? visitor.go(answer.path) : answer;
}
