import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineDataSource } from "../../../provider-bridge/framework/contract/define-data-source";
import { defineFunction } from "../../../provider-bridge/framework/contract/define-function";
import { defineProvider } from "../../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../../provider-bridge/framework/contract/define-resource";
import { gone } from "../../../provider-bridge/framework/contract/read-result";
import { requiresReplace } from "../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../provider-bridge/framework/schema/block";
import { nested } from "../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../provider-bridge/framework/schema/schema";
import { types } from "../../../provider-bridge/framework/schema/types";
import { length, oneOf, range } from "../../../provider-bridge/framework/validators";
import { createProvider } from "../../../provider-bridge/provider";
import { providerPages } from "../../../scripts/docs/provider-pages";

const root = resolve(__dirname, "../../..");

const thing = schema({
  description: "A thing.",
  attributes: {
    id: attribute(types.string, { description: "Its id.", computed: true }),
    name: attribute(types.string, {
      description: "Its name.",
      required: true,
      validators: [length({ max: 63 }), oneOf(["a", "b"])],
      planModifiers: [requiresReplace()],
    }),
    size: attribute(types.int64, { description: "Its size.", default: 3n, validators: [range({ min: 1n })] }),
    labels: attribute(types.map(types.string), { description: "Labels.", default: { a: "1" } }),
    token: attribute(types.string, { description: "A token.", optional: true, writeOnly: true, sensitive: true }),
    old: attribute(types.bool, { description: "Was used.", optional: true, deprecated: "Use `size`" }),
    nodes: nested.list({
      description: "Nodes.",
      optional: true,
      attributes: {
        port: attribute(types.int32, { description: "A port.", required: true }),
        inner: nested.single({
          description: "Inside.",
          computed: true,
          attributes: { deep: attribute(types.float64, { description: "Deep\n  down.", computed: true }) },
        }),
      },
    }),
  },
  blocks: { rule: block.set({ description: "Rules.", blocks: { part: block.single({ description: "Part." }) } }) },
});

const provider = defineProvider({
  name: "example",
  version: "1.0.0",
  schema: schema({ description: "The example\nprovider.", attributes: {} }),
  configure: async () => undefined,
  resources: {
    example_talos_thing: () => () =>
      defineResource({
        schema: thing,
        create: async () => {
          throw new RangeError("Cannot create: documentation creates nothing");
        },
        read: async () => gone(),
        delete: async () => undefined,
      }),
  },
  dataSources: {
    example_look: () => () =>
      defineDataSource({
        schema: schema({ description: "Looks.", deprecated: "Use another.", attributes: {} }),
        read: async () => ({}),
      }),
  },
  ephemeralResources: {},
  functions: {
    join: () =>
      defineFunction({
        summary: "Joins",
        description: "Joins texts.",
        parameters: [{ name: "by", type: types.string, description: "Between.", allowNull: true }],
        variadic: { name: "texts", type: types.list(types.string), description: "Texts." },
        returns: types.object({ text: types.string }),
        call: (_by, _texts) => null,
      }),
  },
});

const RESOURCE_PAGE = `---
# Made by \`npm run generate\` from the schema and examples/hcl/. Do not edit.
page_title: "example_talos_thing Resource - example"
subcategory: "Talos"
description: |-
  A thing.
---

# example_talos_thing (Resource)

A thing.

## Example Usage

\`\`\`terraform
resource "example_talos_thing" "a" {}
\`\`\`

\`more.tf\`:

\`\`\`terraform
# more
\`\`\`

## Schema

### Required

- \`name\` (String) Its name. Allowed: at most 63 characters; one of "a", "b". A change makes a new resource.

### Optional

- \`labels\` (Map of String) Labels. Default: \`{ a = "1" }\`.
- \`nodes\` (Attributes List) Nodes. (see [below for nested schema](#nestedatt--nodes))
- \`old\` (Boolean, Deprecated) Was used. Deprecated: Use \`size\`.
- \`size\` (Number) Its size. Allowed: at least 1. Default: \`3\`.
- \`token\` (String, Sensitive, Write-only) A token. Never stored in plan or state (needs Terraform 1.11 or OpenTofu 1.11).
- \`rule\` (Block Set) Rules. (see [below for nested schema](#nestedblock--rule))

### Read-Only

- \`id\` (String) Its id.

<a id="nestedatt--nodes"></a>
### Nested Schema for \`nodes\`

Required:

- \`port\` (Number) A port.

Read-Only:

- \`inner\` (Attributes) Inside. (see [below for nested schema](#nestedatt--nodes--inner))

<a id="nestedatt--nodes--inner"></a>
### Nested Schema for \`nodes.inner\`

Read-Only:

- \`deep\` (Number) Deep down.

<a id="nestedblock--rule"></a>
### Nested Schema for \`rule\`

Optional:

- \`part\` (Block) Part. (see [below for nested schema](#nestedblock--rule--part))

<a id="nestedblock--rule--part"></a>
### Nested Schema for \`rule.part\`

## Import

With an \`import\` block:

\`\`\`terraform
import {}
\`\`\`

With the command:

\`\`\`shell
terraform import example_talos_thing.a id
\`\`\`
`;

describe("providerPages", () => {
  let folder = "";
  let pages: ReadonlyMap<string, string> = new Map();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "docs-"));
    const example = join(folder, "examples/hcl/resources/talos_thing");
    await mkdir(example, { recursive: true });
    await writeFile(join(example, "main.tf"), 'resource "example_talos_thing" "a" {}\n\n');
    await writeFile(join(example, "more.tf"), "# more\n");
    await writeFile(join(example, "import.tf"), "import {}\n");
    await writeFile(join(example, "import.sh"), "terraform import example_talos_thing.a id\n");
    pages = new Map(providerPages(provider, folder).map(({ path, content }) => [path, content]));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it("makes a page for everything, where the registry looks for it", () => {
    expect([...pages.keys()]).toEqual([
      "docs/index.md",
      "docs/resources/talos_thing.md",
      "docs/data-sources/look.md",
      "docs/functions/join.md",
    ]);
  });

  it("writes all that the schema says", () => {
    expect(pages.get("docs/resources/talos_thing.md")).toBe(RESOURCE_PAGE);
  });

  it("writes the signature of a function", () => {
    const page = pages.get("docs/functions/join.md");
    expect(page).toContain("join(by string, texts list of string...) object({ text = string })");
    expect(page).toContain("1. `by` (String, Nullable) Between.\n2. `texts` (Variadic, List of String) Texts.");
  });

  it("keeps a description of several lines within its front matter, and shows what is deprecated", () => {
    expect(pages.get("docs/index.md")).toContain(
      "description: |-\n  The example\n  provider.\n---\n\n# example Provider",
    );
    expect(pages.get("docs/data-sources/look.md")).toContain("~> **Deprecated** Use another.");
  });
});

test("docs/ holds no page of something that is no longer registered", async () => {
  const made = new Set(providerPages(createProvider({}), root).map(({ path }) => path));
  const found: string[] = [];
  for (const folder of ["resources", "data-sources", "functions", "ephemeral-resources"]) {
    const names = await readdir(join(root, "docs", folder)).catch(() => []);
    found.push(...names.map((name) => `docs/${folder}/${name}`));
  }
  expect(found.filter((path) => !made.has(path))).toEqual([]);
});
