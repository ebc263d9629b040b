import type { ReflectionObject } from "protobufjs";

/** Names of messages and enums, as the generated file of one package writes them; remembers the foreign ones. */
export class Names {
  readonly #package: string;
  readonly #foreign = new Map<string, { readonly alias: string; readonly package: string; readonly type: string }>();

  constructor(packageName: string) {
    this.#package = packageName;
  }

  /** The name in tables: `GetMetadata.Request`, or the full name where the message is of another package. */
  wire(entry: ReflectionObject): string {
    const full = entry.fullName.slice(1);
    return packageOf(entry) === this.#package ? full.slice(this.#package.length + 1) : full;
  }

  /** The name of the TypeScript interface or const: `GetMetadataRequest`. */
  type(entry: ReflectionObject): string {
    const owner = packageOf(entry);
    const full = entry.fullName.slice(1);
    const type = joined(full.slice(owner.length + 1));
    if (owner === this.#package) return type;
    const alias = joined(full.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()));
    const capital = alias.charAt(0).toUpperCase() + alias.slice(1);
    this.#foreign.set(full, { alias: capital, package: owner, type });
    return capital;
  }

  /** The foreign messages that were named so far: full name and alias, sorted. */
  foreign(): readonly (readonly [string, string])[] {
    return [...this.#foreign].map(([full, { alias }]) => [full, alias] as const).sort();
  }

  /** The package of a foreign message that was named. */
  packageOf(full: string): string | undefined {
    return this.#foreign.get(full)?.package;
  }

  /** The name of a foreign message in its own generated file. */
  localType(full: string): string {
    return this.#foreign.get(full)?.type ?? full;
  }
}

function joined(name: string): string {
  return name.replaceAll(".", "");
}

/** The protobuf package that an entry lies in: the nearest parent that is no message. */
function packageOf(entry: ReflectionObject): string {
  let space = entry.parent;
  while (space !== null && "fieldsArray" in space) space = space.parent;
  return space === null ? "" : space.fullName.slice(1);
}
