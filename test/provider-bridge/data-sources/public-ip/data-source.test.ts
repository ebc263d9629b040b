/** `hephaestus_public_ip`, asked by real terraform. */
import { createProvider, PROVIDER_ADDRESS } from "../../../../provider-bridge/provider";
import { type Sandbox, startSandbox } from "../../../../sandbox";
import { describeCores } from "../../../support/cores";
import { type InProcessProvider, serveInProcess } from "../../../support/in-process";
import { Workspace } from "../../../support/terraform";

describeCores("hephaestus_public_ip", (core) => {
  let sandbox: Sandbox;
  let provider: InProcessProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    sandbox = await startSandbox();
    provider = await serveInProcess(createProvider(sandbox.environment), PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: provider.environment });
  });

  afterEach(async () => {
    workspace.remove();
    provider.close();
    await sandbox.close();
  });

  const write = (body: string) =>
    workspace.write(
      "main.tf",
      `terraform {
        required_providers { hephaestus = { source = "yaklab/hephaestus" } }
      }
      data "hephaestus_public_ip" "mine" { ${body} }
      output "cidr" { value = data.hephaestus_public_ip.mine.cidr }`,
    );

  test("the service that is configured is asked", async () => {
    write("");
    await workspace.apply();
    expect(JSON.parse(await workspace.succeed("output", "-json", "cidr"))).toBe("127.0.0.1/32");
  });

  test("what is no address, or nobody there, is an error that says what to set", async () => {
    write(`url = "${sandbox.environment["HCLOUD_ENDPOINT"]}"`);
    expect(await workspace.fail("plan", "-no-color")).toContain("HEPHAESTUS_PUBLIC_IP_URL");
    write(`family = "ipv5"`);
    expect(await workspace.fail("plan", "-no-color")).toContain("none of the allowed values");
  });
});
