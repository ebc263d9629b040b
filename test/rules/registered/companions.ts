import type { RegisteredRule } from "./registered-rule";
import { registeredSchemas } from "./registered-schemas";
import { sampleProvider } from "./sample-provider";

const FOLDERS = {
  resource: ["resources", "resource"],
  "data source": ["data-sources", "data-source"],
  "ephemeral resource": ["ephemeral", "ephemeral"],
  function: ["functions", "function"],
} as const;
const DOCS = {
  resource: "resources",
  "data source": "data-sources",
  "ephemeral resource": "ephemeral-resources",
  function: "functions",
} as const;

/** What users get is found by its name: its source, its test, its page and its example. */
export const companions: RegisteredRule = {
  title: "Everything registered has a folder of its own, a test, a page and an example",
  check: (provider, exists) => {
    const registered: readonly (readonly [keyof typeof FOLDERS, string])[] = [
      ...registeredSchemas(provider).flatMap(({ kind, typeName }) =>
        kind === "provider" ? [] : [[kind, typeName.slice(provider.name.length + 1)] as const],
      ),
      ...[...provider.functions.keys()].map((name) => ["function", name] as const),
    ];
    return registered.flatMap(([kind, name]) =>
      companionsOf(kind, name)
        .filter((path) => !exists(path))
        .map((path) => `${kind} ${name}: there is no ${path}`),
    );
  },
  sample: sampleProvider({}),
  found: [...companionsOf("resource", "thing"), ...companionsOf("function", "greet")].map(
    (path) => `${path.includes("greet") ? "function greet" : "resource thing"}: there is no ${path}`,
  ),
};

function companionsOf(kind: keyof typeof FOLDERS, name: string): readonly string[] {
  const [folder, file] = FOLDERS[kind];
  const source = `provider-bridge/${folder}/${name.replaceAll("_", "-")}/${file}`;
  return [
    `${source}.ts`,
    `test/${source}.test.ts`,
    `docs/${DOCS[kind]}/${name}.md`,
    `examples/hcl/${DOCS[kind]}/${name}/main.tf`,
  ];
}
