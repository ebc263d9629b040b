import type { GeneratedFile } from "../generated-file";
import { type ClassOf, classFile } from "./class-file";
import { pascal } from "./props";
import type { BindingSource } from "./provider-schema";

const HEADER = "/** Made by `npm run generate` from the provider's schema. Do not edit. */\n";

/** All files of a provider's bindings: a class each, who the provider is, and an index that loads a class when it is asked for. */
export function providerFiles(source: BindingSource): readonly GeneratedFile[] {
  const folder = `constructs/bindings/generated/${source.name}`;
  const classes = classesOf(source);
  const files = classes.map((each) => ({ path: `${folder}/${fileName(each.className)}.ts`, content: classFile(each) }));
  const names = classes.map(({ className }) => className);
  const metadata = `{ providerName: "${source.name}", providerVersion: "${source.version}" }`;
  const identity =
    `${HEADER}import type { ProviderIdentity } from "../../binding";\n\n` +
    `/** Whose types these are. */\nexport const provider: ProviderIdentity = ${metadata};\n`;
  return [
    ...files,
    { path: `${folder}/identity.ts`, content: identity },
    { path: `${folder}/index.js`, content: indexScript(names) },
    { path: `${folder}/index.d.ts`, content: indexTypes(names) },
  ];
}

function classesOf({ name, source, provider, resources, dataSources }: BindingSource): readonly ClassOf[] {
  const bare = (typeName: string) => pascal(typeName.slice(name.length + 1));
  return [
    { kind: "Provider", className: `${pascal(name)}Provider`, typeName: name, block: provider, source },
    ...Object.entries(resources).map(
      ([typeName, block]): ClassOf => ({ kind: "Resource", className: bare(typeName), typeName, block }),
    ),
    ...Object.entries(dataSources).map(
      ([typeName, block]): ClassOf => ({ kind: "DataSource", className: `Data${bare(typeName)}`, typeName, block }),
    ),
  ];
}

function fileName(className: string): string {
  return className.replace(/(?<=[a-z\d])(?=[A-Z])/g, "-").toLowerCase();
}

/** JavaScript as it stands, because a class that is a getter on `exports` is nothing that TypeScript can write. */
function indexScript(classNames: readonly string[]): string {
  const rows = classNames.map((name) => {
    const get = `get: () => require("./${fileName(name)}").${name}`;
    return `Object.defineProperty(exports, "${name}", { enumerable: true, ${get} });`;
  });
  return `${HEADER}${rows.join("\n")}\n`;
}

function indexTypes(classNames: readonly string[]): string {
  return `${HEADER}${classNames.map((name) => `export * from "./${fileName(name)}";`).join("\n")}\n`;
}
