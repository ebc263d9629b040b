import { importedIdentity } from "../../../../provider-bridge/resources/talos-machine/import";

test("An id names cluster, node and address", () => {
  expect(importedIdentity("talos-k8s/worker-1@203.0.113.10")).toMatchObject({
    cluster: "talos-k8s",
    name: "worker-1",
    endpoint: "203.0.113.10",
  });
  expect(importedIdentity("a/b@2001:db8::1").endpoint).toBe("2001:db8::1");
});

test.each(["", "worker-1", "a/b", "a@b", "/b@c", "a/@c", "a/b@"])("%p names none", (id) => {
  expect(() => importedIdentity(id)).toThrow("names no machine");
});
