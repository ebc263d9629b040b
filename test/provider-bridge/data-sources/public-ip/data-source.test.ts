/** `hephaestus_public_ip`, asked by real terraform. */
import { describeOnSandbox } from "../../../support/provider-stage";

describeOnSandbox("hephaestus_public_ip", (given) => {
  const write = (body: string) =>
    given().write(`data "hephaestus_public_ip" "mine" { ${body} }
      output "cidr" { value = data.hephaestus_public_ip.mine.cidr }`);

  test("the service that is configured is asked", async () => {
    const { workspace, output } = given();
    write("");
    await workspace.apply();
    expect(await output("cidr")).toBe("127.0.0.1/32");
  });

  test("what is no address, or nobody there, is an error that says what to set", async () => {
    const { workspace, sandbox } = given();
    write(`url = "${sandbox.environment["HCLOUD_ENDPOINT"]}"`);
    expect(await workspace.fail("plan", "-no-color")).toContain("HEPHAESTUS_PUBLIC_IP_URL");
    write(`family = "ipv5"`);
    expect(await workspace.fail("plan", "-no-color")).toContain("none of the allowed values");
  });
});
