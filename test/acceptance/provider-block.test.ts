/** The product's provider block and functions, by a real core: what is good passes, what is bad is told at plan time. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineResource } from "../../provider-bridge/framework/contract/define-resource";
import type { Provider } from "../../provider-bridge/framework/contract/provider";
import { same } from "../../provider-bridge/framework/contract/read-result";
import { attribute } from "../../provider-bridge/framework/schema/attribute-builder";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { types } from "../../provider-bridge/framework/schema/types";
import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import type { Environment } from "../../provider-bridge/provider-settings";
import { describeCores } from "../support/cores";
import { type InProcessProvider, serveInProcess } from "../support/in-process";
import { flat, Workspace } from "../support/terraform";

const HEADER = 'terraform {\n  required_providers {\n    hephaestus = { source = "yaklab/hephaestus" }\n  }\n}\n';
/** Terraform looks at a provider block only where a resource needs it. */
const USE = 'resource "hephaestus_probe" "a" {\n  note = "n"\n}\n';
const EXAMPLES = resolve(__dirname, "../../examples/hcl/functions");

const FULL = `provider "hephaestus" {
  hcloud_token          = "token"
  hcloud_endpoint       = "http://127.0.0.1:8080/v1"
  image_factory_url     = "https://factory.example.com"
  public_ip_url         = "https://ip.example.com"
  max_requests_per_hour = 100
  talos_client_configuration = {
    ca_certificate     = "Y2E="
    client_certificate = "Y2VydA=="
    client_key         = "a2V5"
  }
  ssh_user                = "root"
  ssh_private_key         = "-----BEGIN OPENSSH PRIVATE KEY-----\\nAAAA\\n-----END OPENSSH PRIVATE KEY-----\\n"
  ssh_port                = 2222
  ssh_timeout             = "1m30s"
  ssh_connection_attempts = 5
  ssh_use_multiplexing    = false
  node_prep_timeout       = "1h"
  kubeadm_init_timeout    = "1h"
  kubeadm_join_timeout    = "1h"
  addon_timeout           = "1h"
  allow_cluster_destroy   = true
}
`;

const probeSchema = schema({
  description: "Needs the provider, and nothing else.",
  attributes: { note: attribute(types.string, { required: true, description: "Any." }) },
});
const probe = defineResource({
  schema: probeSchema,
  create: async ({ plan }) => ({ state: plan }),
  read: async () => same(),
  delete: async () => undefined,
});

/** The product's provider with a resource more. */
function provider(environment: Environment): Provider {
  return { ...createProvider(environment), resources: new Map([["hephaestus_probe", () => probe]]) };
}

describeCores("The provider block", (core) => {
  let served: InProcessProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    await serve({});
  });
  afterEach(() => {
    workspace.remove();
    served.close();
  });

  async function serve(environment: Environment): Promise<void> {
    served = await serveInProcess(provider(environment), PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: served.environment });
  }

  test("with everything in it", async () => {
    workspace.write("main.tf", HEADER + FULL + USE);
    await workspace.succeed("plan", "-no-color");
  });

  test.each([
    ['hcloud_endpoint = "api.hetzner.cloud"', "Not a URL"],
    ['hcloud_token = "has a blank"', "Text of the wrong form"],
    ['ssh_timeout = "soon"', "Not a duration"],
    ['addon_timeout = "0s"', "Not a duration"],
    ["ssh_port = 0", "Number out of range"],
    ["ssh_port = 65536", "Number out of range"],
    ["ssh_port = 22.5", "Not a whole number"],
    ["max_requests_per_hour = 0", "Number out of range"],
    ['ssh_private_key = "id_ed25519"', "Text of the wrong form"],
    ['talos_client_configuration = { ca_certificate = "x" }', "Incorrect attribute value type"],
    ['hcloud_tokn = "x"', "Unsupported argument"],
  ])("with %s is refused at that line", async (line, summary) => {
    workspace.write("main.tf", `${HEADER}${USE}provider "hephaestus" {\n  ${line}\n}\n`);
    const said = await workspace.fail("plan", "-no-color");
    expect(said).toContain(summary);
    expect(said).toContain(`on main.tf line 10, in provider "hephaestus"`);
  });

  test("with a wrong variable in the environment says which", async () => {
    workspace.remove();
    served.close();
    await serve({ HEPHAESTUS_SSH_PORT: "ssh" });
    workspace.write("main.tf", HEADER + USE);
    expect(await workspace.fail("plan", "-no-color")).toContain(
      'Cannot use the environment variable HEPHAESTUS_SSH_PORT with provider["registry.',
    );
    workspace.write("main.tf", `${HEADER}${USE}provider "hephaestus" {\n  ssh_port = 22\n}\n`);
    await workspace.succeed("plan", "-no-color");
  });

  test("with values that are known after apply", async () => {
    workspace.write(
      "main.tf",
      `${HEADER}
resource "terraform_data" "later" {
  input = { url = "http://127.0.0.1:1", port = 22, wait = "1m" }
}
provider "hephaestus" {
  hcloud_endpoint = terraform_data.later.output.url
  ssh_port        = terraform_data.later.output.port
  ssh_timeout     = terraform_data.later.output.wait
}
${USE}`,
    );
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test.each(readdirSync(EXAMPLES))("the example of the function %s", async (name) => {
    workspace.write("main.tf", readFileSync(join(EXAMPLES, name, "main.tf"), "utf8"));
    await workspace.apply();
    const outputs: Record<string, { value: unknown }> = JSON.parse(await workspace.succeed("output", "-json"));
    expect(Object.keys(outputs)).not.toEqual([]);
    expect(Object.entries(outputs).filter(([, { value }]) => value === null)).toEqual([]);
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test.each([
    ['talos_schematic_id("customisation: {}")', /Invalid value for "schematic" parameter: Cannot read the schematic/],
    ['rdns_name("{{ pool }}.example.com", {})', /Cannot fill the placeholder "pool"/],
    ["talos_schematic_id(null)", /argument must not be null/],
  ])("%s fails with a sentence", async (call, message) => {
    workspace.write("main.tf", `${HEADER}output "x" {\n  value = provider::hephaestus::${call}\n}\n`);
    expect(flat(await workspace.fail("plan", "-no-color"))).toMatch(message);
  });
});
