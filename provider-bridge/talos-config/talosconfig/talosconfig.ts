import { DecodeError, decodeLoosely, parseDocuments } from "../decode";
import { encodeStruct } from "../encode";
import { listAt, mapAt, textAt, type Value, type ValueMap } from "../value";

/** How one cluster is reached; ca, crt and key are base64 of PEM texts. */
export interface TalosContext {
  readonly endpoints: readonly string[];
  readonly nodes: readonly string[];
  readonly ca: string;
  readonly crt: string;
  readonly key: string;
  readonly cluster: string;
  readonly basic: { readonly username: string; readonly password: string } | undefined;
  readonly sideroV1Identity: string | undefined;
}

/** The client configuration of talosctl. */
export interface TalosConfig {
  /** Name of the context that is used. */
  readonly context: string;
  readonly contexts: ReadonlyMap<string, TalosContext>;
}

/** Reads a talosconfig as talosctl does; an old `target` becomes an endpoint. Throws DecodeError. */
export function parseTalosConfig(text: string): TalosConfig {
  const [root] = parseDocuments(text);
  const fail = (message: string) =>
    new DecodeError([{ message, path: "", line: root?.line ?? 1, column: root?.column ?? 1 }]);
  if (root === undefined) throw fail("the talosconfig is empty");
  if (root.kind === "scalar" && ["", "~", "null"].includes(root.value) && root.style === "plain")
    return { context: "", contexts: new Map() };
  if (root.kind !== "mapping") throw fail("a talosconfig is a mapping");
  const value = decodeLoosely(root, "talosconfig.Config");
  const contexts = [...(mapAt(value, "contexts") ?? [])].map(([name, entry]): [string, TalosContext] => {
    if (!(entry instanceof Map)) throw fail(`the context "${name}" is null`);
    return [name, contextOf(entry)];
  });
  return { context: textAt(value, "context"), contexts: new Map(contexts) };
}

function contextOf(entry: ValueMap): TalosContext {
  const texts = (list: readonly Value[]) => list.filter((item) => typeof item === "string");
  const target = textAt(entry, "target");
  const basic = mapAt(entry, "auth", "basic");
  const sidero = mapAt(entry, "auth", "siderov1");
  return {
    endpoints: [...texts(listAt(entry, "endpoints")), ...(target === "" ? [] : [target])],
    nodes: texts(listAt(entry, "nodes")),
    ca: textAt(entry, "ca"),
    crt: textAt(entry, "crt"),
    key: textAt(entry, "key"),
    cluster: textAt(entry, "cluster"),
    basic: basic && { username: textAt(basic, "username"), password: textAt(basic, "password") },
    sideroV1Identity: sidero && textAt(sidero, "identity"),
  };
}

/** Writes a talosconfig as talosctl does. */
export function writeTalosConfig(config: TalosConfig): string {
  const contexts: ValueMap = new Map([...config.contexts].map(([name, context]) => [name, contextValue(context)]));
  return encodeStruct(
    new Map<string, Value>([
      ["context", config.context],
      ["contexts", contexts],
    ]),
    "talosconfig.Config",
  );
}

function contextValue(context: TalosContext): ValueMap {
  const auth: ValueMap = new Map();
  if (context.basic !== undefined) auth.set("basic", new Map(Object.entries(context.basic)));
  if (context.sideroV1Identity !== undefined) auth.set("siderov1", new Map([["identity", context.sideroV1Identity]]));
  return new Map<string, Value>([
    ["endpoints", [...context.endpoints]],
    ["nodes", [...context.nodes]],
    ["ca", context.ca],
    ["crt", context.crt],
    ["key", context.key],
    ["auth", auth],
    ["cluster", context.cluster],
  ]);
}

/** What a merge did to the names. */
export interface MergedTalosConfig {
  readonly config: TalosConfig;
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

/** Adds the contexts of another file; a name that is taken gets the suffix -1, -2 and so on. */
export function mergeTalosConfigs(into: TalosConfig, from: TalosConfig): MergedTalosConfig {
  const contexts = new Map(into.contexts);
  const names = new Map<string, string>();
  for (const [name, context] of from.contexts) {
    let merged = name;
    for (let number = 1; contexts.has(merged); number += 1) merged = `${name}-${number}`;
    contexts.set(merged, context);
    names.set(name, merged);
  }
  const renames = [...names]
    .filter(([before, after]) => before !== after)
    .map(([before, after]) => ({ from: before, to: after }));
  const context = from.context === "" ? into.context : (names.get(from.context) ?? "");
  return { config: { context, contexts }, renames };
}
