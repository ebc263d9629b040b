import { clusterOfImportId } from "../../../provider-bridge/attributes";

test("cluster, endpoint and machines", () => {
  expect(clusterOfImportId("prod@https://[2001:db8::1]:6443, cp-1=192.0.2.1,cp-2=2001:db8::2")).toEqual({
    cluster: "prod",
    endpoint: "https://[2001:db8::1]:6443",
    control_planes: { "cp-1": "192.0.2.1", "cp-2": "2001:db8::2" },
    workers: {},
  });
  expect(clusterOfImportId("prod@https://x:6443,cp-1=192.0.2.1; w-1=192.0.2.2,w-2=192.0.2.3").workers).toEqual({
    "w-1": "192.0.2.2",
    "w-2": "192.0.2.3",
  });
});

test.each([
  "",
  "prod",
  "prod@192.0.2.1",
  "prod@http://192.0.2.1:6443,cp-1=192.0.2.1",
  "prod@https://192.0.2.1:6443",
  "prod@https://192.0.2.1:6443,cp-1",
  "prod@https://192.0.2.1:6443,cp-1=somewhere",
  "@https://192.0.2.1:6443,cp-1=192.0.2.1",
  "prod@https://192.0.2.1:6443;w-1=192.0.2.1",
  "prod@https://192.0.2.1:6443,cp-1=192.0.2.1;w-1",
])("%j shows the form", (id) => {
  expect(() => clusterOfImportId(id)).toThrow(`"${id}" does not name a cluster`);
});
