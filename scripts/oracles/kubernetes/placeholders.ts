/** Patterns of the oracle's placeholders. */
const patterns: Readonly<Record<string, string>> = {
  uid: "[0-9a-f]{8}-[0-9a-f-]{27}",
  uuid: "[0-9a-f]{8}-[0-9a-f-]{27}",
  rv: "\\d+",
  listrv: "\\d+",
  continue: "\\S+",
  rand: "[a-z0-9]{5}",
  rand5: "[a-z0-9]{5}",
  hash: "[a-zA-Z0-9]+",
  clusterip: "\\d+\\.\\d+\\.\\d+\\.\\d+",
  nodeport: "\\d+",
  etag: "\\S+",
  time: "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)",
  microtime: "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z",
  age: "(?:<invalid>|<unknown>|[0-9a-z]+(?: ago)?)",
  jwt: "[\\w-]+\\.[\\w-]+\\.[\\w-]+",
  pem: "-----BEGIN [\\s\\S]+",
  "base64 pem": "[A-Za-z0-9+/=]+",
  httpdate: "\\w{3}, .+ GMT",
  hex16: "[0-9a-f]{16}",
  server: '[^/\\s"]+',
  addr: "\\S+",
  longtime: ".+",
  ctime: ".+",
  gotime: ".+",
  unixtime: "\\d+",
  podip: "\\S+",
  klog: ".+",
  files: ".*",
  charts: ".*",
  tmp: "\\S+",
  home: "\\S+",
  num: "\\d+",
  n: "\\d+",
  token: "[^&]+",
};
const placeholder = /<([a-z][a-z0-9 ]*?)(?::(\d+))?>/g;

/** Placeholders whose numbers say nothing about being different. */
const mayBeSame = new Set(["rv", "etag"]);

/** What the numbered placeholders of a group stand for. */
export class Bindings {
  readonly #values = new Map<string, string>();

  /** Whether a text is what was recorded; binds placeholders that are new. */
  matches(expected: string, actual: string, isUnordered = false): boolean {
    if (expected === actual) return true;
    if (isUnordered && sameParts(expected, actual)) return true;
    const names: string[] = [];
    let source = "";
    let end = 0;
    for (const match of expected.matchAll(placeholder)) {
      const pattern = patterns[match[1] ?? ""];
      if (pattern === undefined) continue;
      source += `${escaped(expected.slice(end, match.index))}(${pattern})`;
      end = match.index + match[0].length;
      names.push(match[2] === undefined ? "" : match[0]);
    }
    if (names.length === 0) return false;
    const found = new RegExp(`^${source}${escaped(expected.slice(end))}$`).exec(actual);
    return found !== null && names.every((name, index) => name === "" || this.#bind(name, found[index + 1] ?? ""));
  }

  #bind(name: string, value: string): boolean {
    const known = this.#values.get(name);
    if (known !== undefined) return known === value;
    const kind = name.slice(1, name.indexOf(":"));
    if (!mayBeSame.has(kind)) {
      for (const [other, taken] of this.#values) if (other.startsWith(`<${kind}:`) && taken === value) return false;
    }
    this.#values.set(name, value);
    return true;
  }

  /** A text with what is bound in place of its placeholders. */
  fill(text: string): string {
    return text.includes("<") ? text.replace(placeholder, (whole) => this.#values.get(whole) ?? whole) : text;
  }

  copy(): Bindings {
    const copy = new Bindings();
    for (const [name, value] of this.#values) copy.#values.set(name, value);
    return copy;
  }

  /** Takes over what a copy has bound. */
  take(other: Bindings | undefined): void {
    if (other === undefined) return;
    for (const [name, value] of other.#values) this.#values.set(name, value);
  }
}

/** Messages that join parts in an order of no meaning. */
function sameParts(a: string, b: string): boolean {
  const parts = (text: string) =>
    text
      .split(/[,[\]{} ]+/)
      .sort()
      .join(" ");
  return parts(a) === parts(b);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
