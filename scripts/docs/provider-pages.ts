import type { Provider } from "../../provider-bridge/framework/contract/provider";
import type { Schema } from "../../provider-bridge/framework/schema/schema";
import type { GeneratedFile } from "../generated-file";
import { readExample } from "./example-files";
import { functionPage } from "./function-page";
import { schemaPage } from "./schema-page";

/** Where the registry shows pages together; the first that fits counts. A name without a fit stands at the top. */
const SUBCATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/^(talos|image_factory)_/, "Talos"],
  [/^(node|control_plane|worker|cluster$)/, "Kubeadm"],
  [/^etcd_/, "Backup"],
  [/^(addon|tailscale)/, "Add-ons"],
  [/^hcloud_/, "Hetzner Cloud"],
];

/** Every page that a provider's schema makes, in the layout of the Terraform registry; `root` holds examples/hcl/. */
export function providerPages(provider: Provider, root: string): readonly GeneratedFile[] {
  const kinds = [
    ["Resource", "resources", provider.resources],
    ["Data Source", "data-sources", provider.dataSources],
    ["Ephemeral Resource", "ephemeral-resources", provider.ephemeralResources],
  ] as const;
  const pages = kinds.flatMap(([kind, folder, entries]) =>
    [...entries].map(([typeName, load]): GeneratedFile => {
      const name = typeName.slice(provider.name.length + 1);
      const content = typePage(provider, root, { kind, folder, name, schema: load().schema });
      return { path: `docs/${folder}/${name}.md`, content };
    }),
  );
  const functions = [...provider.functions].map(([name, load]): GeneratedFile => {
    const example = readExample(root, `functions/${name}`);
    const content = functionPage({ providerName: provider.name, name, definition: load(), example });
    return { path: `docs/functions/${name}.md`, content };
  });
  return [{ path: "docs/index.md", content: indexPage(provider, root) }, ...pages, ...functions];
}

interface TypePage {
  readonly kind: string;
  readonly folder: string;
  readonly name: string;
  readonly schema: Schema;
}

function typePage(provider: Provider, root: string, { kind, folder, name, schema }: TypePage): string {
  return schemaPage({
    kind,
    providerName: provider.name,
    typeName: `${provider.name}_${name}`,
    subcategory: SUBCATEGORIES.find(([pattern]) => pattern.test(name))?.[1] ?? "",
    schema,
    example: readExample(root, `${folder}/${name}`),
  });
}

function indexPage(provider: Provider, root: string): string {
  const { name, schema } = provider;
  const example = readExample(root, "provider");
  return schemaPage({ kind: undefined, providerName: name, typeName: name, subcategory: "", schema, example });
}
