import type { Server } from "../../../../provider-bridge/clients/hcloud";
import { isAddressOf } from "../../../../provider-bridge/resources/talos-machine/address-proof";

const server: Server = {
  id: 1,
  name: "x",
  status: "running",
  ipv4: "203.0.113.10",
  ipv6Network: "2001:db8:1:2::/64",
  privateIps: ["10.0.1.5"],
  serverType: "cx23",
  location: "fsn1",
  labels: {},
  imageId: null,
  rescueEnabled: false,
  locked: false,
};

test.each([
  ["203.0.113.10", true],
  ["10.0.1.5", true],
  ["2001:db8:1:2::1", true],
  ["2001:db8:1:2:ffff::", true],
  ["2001:db8:1:3::1", false],
  ["203.0.113.11", false],
  ["10.0.1.50", false],
  ["nonsense", false],
])("%s is an address of the server: %p", (address, expected) => {
  expect(isAddressOf(address, server)).toBe(expected);
});

test("A server without addresses has none", () => {
  const bare = { ...server, ipv4: null, ipv6Network: null, privateIps: [] };
  expect(isAddressOf("203.0.113.10", bare)).toBe(false);
});
