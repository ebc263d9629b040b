import { createProvider, PROVIDER_ADDRESS } from "../../../../provider-bridge/provider";
import { secrets } from "../../../../provider-bridge/talos-config";
import { describeCores } from "../../../support/cores";
import { type InProcessProvider, serveInProcess } from "../../../support/in-process";
import { Workspace } from "../../../support/terraform";

const HEADER = 'terraform {\n  required_providers {\n    hephaestus = { source = "yaklab/hephaestus" }\n  }\n}\n';
const ADDRESS = "hephaestus_talos_secrets.cluster";
const DAY_MS = 86_400_000;

const configuration = (attributes: string) =>
  `${HEADER}resource "hephaestus_talos_secrets" "cluster" {\n${attributes}}\n`;

describeCores("hephaestus_talos_secrets", (core) => {
  let served: InProcessProvider;
  let workspace: Workspace;
  let now: Date;
  let stored: string;

  beforeAll(async () => {
    stored = secrets().writeBundle(await secrets().makeBundle({ now: new Date() }));
  }, 60_000);

  beforeEach(async () => {
    now = new Date();
    const provider = createProvider({ BUNDLE: stored, EMPTY: "" }, { now: () => now });
    served = await serveInProcess(provider, PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: served.environment });
  });
  afterEach(() => {
    workspace.remove();
    served.close();
  });

  test("lives from a minimal create to its end: planned empty, certificate renewed when due, secrets kept", async () => {
    workspace.write("main.tf", configuration(""));
    await workspace.apply();
    const first = workspace.attributes(ADDRESS);
    expect(first).toMatchObject({
      version_contract: "v1.13",
      client_certificate_ttl: "8760h",
      client_certificate_expires_at: new Date(now.getTime() + 365 * DAY_MS).toISOString(),
    });
    expect(await workspace.planIsEmpty()).toBe(true);

    now = new Date(now.getTime() + 334 * DAY_MS);
    expect(await workspace.planIsEmpty()).toBe(true);
    now = new Date(now.getTime() + 1 * DAY_MS);
    const plan = await workspace.succeed("plan", "-no-color");
    expect(plan).toContain("client_certificate_expires_at");
    expect(plan).not.toMatch(/machine_secrets|secrets_yaml/);
    await workspace.apply();
    const renewed = workspace.attributes(ADDRESS);
    expect(renewed["client_certificate_expires_at"]).toBe(new Date(now.getTime() + 365 * DAY_MS).toISOString());
    expect(renewed["client_configuration"]).not.toEqual(first["client_configuration"]);
    expect(renewed["machine_secrets"]).toEqual(first["machine_secrets"]);
    expect(renewed["secrets_yaml"]).toBe(first["secrets_yaml"]);
    expect(await workspace.planIsEmpty()).toBe(true);

    workspace.write("main.tf", configuration('version_contract = "v1.12"\n'));
    expect(await workspace.apply()).toContain("1 changed");
    expect(workspace.attributes(ADDRESS)["secrets_yaml"]).toBe(first["secrets_yaml"]);
    expect(workspace.attributes(ADDRESS)["machine_secrets"]).toMatchObject({ version_contract: "v1.12" });
    expect(await workspace.planIsEmpty()).toBe(true);
    await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(workspace.addresses()).toEqual([]);
  }, 120_000);

  test("keeps a spelling that means the same", async () => {
    workspace.write(
      "main.tf",
      configuration(
        'version_contract = "1.13.9"\nclient_certificate_ttl = "240h"\nclient_certificate_renew_before = "24h"\n',
      ),
    );
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
    workspace.write(
      "main.tf",
      configuration(
        'version_contract = "v1.13"\nclient_certificate_ttl = "14400m"\nclient_certificate_renew_before = "1440m"\n',
      ),
    );
    expect(await workspace.planIsEmpty()).toBe(true);
  }, 60_000);

  test("is imported from a file and from a variable, and planned empty", async () => {
    workspace.write("main.tf", configuration('version_contract = "v1.11"\n'));
    workspace.write("secrets.yaml", stored);
    for (const id of [`${workspace.folder}/secrets.yaml@v1.11`, "env:BUNDLE@v1.11"]) {
      await workspace.succeed("import", "-no-color", ADDRESS, id);
      expect(workspace.attributes(ADDRESS)).toMatchObject({ version_contract: "v1.11", secrets_yaml: stored });
      expect(await workspace.planIsEmpty()).toBe(true);
      await workspace.succeed("state", "rm", ADDRESS);
    }
  }, 60_000);

  test.each([
    ["nothing.yaml", "nothing.yaml"],
    ["env:EMPTY", 'The environment variable "EMPTY" is empty'],
    ["env:", "give the path of a secrets.yaml"],
    ["main.tf", "secrets"],
  ])('the import of "%s" says what is wrong', async (id, said) => {
    workspace.write("main.tf", configuration(""));
    const place = id.endsWith(".tf") ? `${workspace.folder}/${id}` : id;
    expect(await workspace.fail("import", "-no-color", ADDRESS, place)).toContain(said);
  });

  test.each([
    ['version_contract = "v2.0"\n', "contracts from v1.0 to v1.14 are known"],
    ['client_certificate_ttl = "1h"\nclient_certificate_renew_before = "1h"\n', "renewed by every apply"],
    ['client_certificate_ttl = "soon"\n', "Not a duration"],
  ])("refuses %s", async (attributes, said) => {
    workspace.write("main.tf", configuration(attributes));
    const told = await workspace.fail("plan", "-no-color");
    expect(told).toContain(said);
    expect(told.match(/Error:/g)).toHaveLength(1);
  });

  test("shows no secret in a plan", async () => {
    workspace.write("main.tf", configuration(""));
    await workspace.apply();
    const text = await workspace.succeed("show", "-no-color");
    const leaves =
      JSON.stringify(workspace.attributes(ADDRESS)["machine_secrets"]).match(/"[A-Za-z0-9+/=.]{16,}"/g) ?? [];
    expect(leaves.length).toBeGreaterThan(10);
    for (const leaf of leaves) expect(text).not.toContain(leaf.slice(1, -1));
  }, 60_000);
});
