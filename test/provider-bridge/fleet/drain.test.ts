import { isDrained } from "../../../provider-bridge/fleet/drain";

const pod = {
  namespace: "default",
  name: "web-1",
  uid: "1",
  phase: "Running",
  nodeName: "worker-1",
  controller: "ReplicaSet",
  isMirror: false,
  isDeleting: false,
};

test("A drain moves pods, but not what a DaemonSet would put back, nor copies of static pods", () => {
  expect(isDrained(pod)).toBe(true);
  expect(isDrained({ ...pod, controller: "" })).toBe(true);
  expect(isDrained({ ...pod, controller: "DaemonSet" })).toBe(false);
  expect(isDrained({ ...pod, controller: "DaemonSet", phase: "Succeeded" })).toBe(true);
  expect(isDrained({ ...pod, isMirror: true })).toBe(false);
});
