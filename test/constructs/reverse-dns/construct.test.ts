import { ReverseDns } from "../../../constructs";
import { Server } from "../../../constructs/bindings/hcloud";
import { resourceOf, synthesised } from "../../support/synthesised";

const open = "$" + "{";

test("Terraform fills the template in, when it knows the address", () => {
  const json = synthesised((stack) => {
    const server = new Server(stack, "server", { name: "a", serverType: "cx23" });
    new ReverseDns(stack, "name", {
      template: '{{ hostname }}.{{ ip-type }}."quoted".example.com',
      ipAddress: server.ipv4Address,
      serverId: server.id,
      values: { hostname: "a" },
    });
  });
  expect(resourceOf(json, "hcloud_rdns")).toEqual({
    server_id: `${open}hcloud_server.server.id}`,
    ip_address: `${open}hcloud_server.server.ipv4_address}`,
    dns_ptr: `${open}provider::hephaestus::rdns_name("{{ hostname }}.{{ ip-type }}.\\"quoted\\".example.com", {"hostname" = "a", "ip" = hcloud_server.server.ipv4_address})}`,
  });
});
