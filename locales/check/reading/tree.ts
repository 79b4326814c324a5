/** A value of a JSON text, and where it begins. */
export interface Node {
  readonly type: "object" | "array" | "property" | "string" | "other";
  readonly offset: number;
  readonly value?: string | number | boolean | null;
  readonly children?: readonly Node[];
}

const token =
  /\s*(?:("(?:[^"\\\n\u0000-\u001f]|\\.)*")|([{}[\],:])|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

class Broken extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super();
    this.offset = offset;
  }
}

/** Reads a JSON text; where it is none, the offset at which something is missing or too many. */
export function parseTree(text: string): { tree?: Node; brokenAt?: number } {
  let at = 0;
  /** Where the last token ended: what is missing is missing there. */
  let end = 0;
  const look = () => {
    token.lastIndex = at;
    const [whole, quoted, sign, bare] = token.exec(text) ?? [];
    if (whole === undefined) {
      const next = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
      throw new Broken(next < text.length ? next : Math.max(0, end - 1));
    }
    const said = quoted ?? sign ?? bare ?? "";
    return { said, quoted, sign, bare, offset: token.lastIndex - said.length, next: token.lastIndex };
  };
  const take = () => {
    const found = look();
    at = end = found.next;
    return found;
  };
  const expect = (sign: string) => {
    const before = end;
    const found = look();
    if (found.sign !== sign) throw new Broken(Math.max(0, before - 1));
    return take();
  };
  const textOf = ({ said, offset }: { said: string; offset: number }): string => {
    try {
      return String(JSON.parse(said));
    } catch {
      throw new Broken(offset);
    }
  };
  function members(closing: string, member: () => Node): Node[] {
    const found: Node[] = [];
    if (look().sign === closing) {
      take();
      return found;
    }
    for (;;) {
      found.push(member());
      const next = look();
      if (next.sign === closing) {
        take();
        return found;
      }
      expect(",");
      if (look().sign === closing) throw new Broken(next.offset);
    }
  }
  function property(): Node {
    const name = look();
    if (name.quoted === undefined) throw new Broken(name.offset);
    take();
    const key: Node = { type: "string", offset: name.offset, value: textOf(name) };
    expect(":");
    return { type: "property", offset: name.offset, children: [key, value()] };
  }
  function value(): Node {
    const { said, quoted, sign, offset } = take();
    if (quoted !== undefined) return { type: "string", offset, value: textOf({ said, offset }) };
    if (sign === "{") return { type: "object", offset, children: members("}", property) };
    if (sign === "[") return { type: "array", offset, children: members("]", value) };
    if (sign !== undefined) throw new Broken(offset);
    return { type: "other", offset, value: JSON.parse(said) as number | boolean | null };
  }
  try {
    const tree = value();
    const rest = text.slice(at).search(/\S/);
    return rest < 0 ? { tree } : { brokenAt: at + rest };
  } catch (error) {
    if (error instanceof Broken) return { brokenAt: error.offset };
    if (error instanceof RangeError) return { brokenAt: 0 };
    throw error;
  }
}

/** The plain value of a node; of a name that stands twice the last. */
export function valueOf(node: Node): unknown {
  if (node.type === "array") return node.children?.map(valueOf);
  if (node.type !== "object") return node.value;
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [name, value] = [] }) => [
      String(name?.value),
      value && valueOf(value),
    ]),
  );
}
