import { apiServers } from "../../../../provider-bridge/clients/kubernetes";

const hosts = ["10.0.0.1", "2001:db8::1"];

test.each([
  ["https://10.0.0.1:6443", ["https://10.0.0.1:6443", "https://[2001:db8::1]:6443"]],
  [
    "https://cluster.example.org:6443",
    ["https://10.0.0.1:6443", "https://[2001:db8::1]:6443", "https://cluster.example.org:6443"],
  ],
  [
    "https://cluster.example.org:8443/",
    [
      "https://10.0.0.1:6443",
      "https://[2001:db8::1]:6443",
      "https://cluster.example.org:8443",
      "https://10.0.0.1:8443",
      "https://[2001:db8::1]:8443",
    ],
  ],
  [
    "https://cluster.example.org",
    [
      "https://10.0.0.1:6443",
      "https://[2001:db8::1]:6443",
      "https://cluster.example.org",
      "https://10.0.0.1",
      "https://[2001:db8::1]",
    ],
  ],
])("where a cluster with the endpoint %s is asked", (server, wanted) => {
  expect(apiServers({ server }, hosts)).toEqual(wanted);
});
