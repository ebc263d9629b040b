import { configuredHostname } from "../../../../provider-bridge/resources/talos-machine/node-name";
import { decodeConfig } from "../../../../provider-bridge/talos-config";

test.each([
  ["version: v1alpha1\nmachine: {}\n", undefined],
  ["version: v1alpha1\nmachine: { network: { hostname: a.example.com } }\n", "a.example.com"],
  ["version: v1alpha1\nmachine: {}\n---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: stable\n", undefined],
  ['version: v1alpha1\nmachine: {}\n---\napiVersion: v1alpha1\nkind: HostnameConfig\nauto: "off"\nhostname: b\n', "b"],
])("Of %p, the host name is %p", (text, expected) => {
  expect(configuredHostname(decodeConfig(text))).toBe(expected);
});
