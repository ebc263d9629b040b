/** Which nodes take which pods. */
import type { JsonObject } from "../../../../sandbox/kubernetes/plain/json";
import { choosePlace } from "../../../../sandbox/kubernetes/scheduling/choose-place";
import { isWanted } from "../../../../sandbox/kubernetes/scheduling/node-affinity";
import { keepingTaint, staysForMs, toleratesTaint } from "../../../../sandbox/kubernetes/scheduling/tolerations";

const node = (name: string, spec: JsonObject = {}, labels: JsonObject = {}): JsonObject => ({
  metadata: { name, labels },
  spec,
  status: { allocatable: { cpu: "2", memory: "4Gi", pods: "3" } },
});
const pod = (spec: JsonObject = {}): JsonObject => ({ metadata: { name: "p", namespace: "default" }, spec });
const affinity = (...terms: JsonObject[]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  },
});
const expression = (key: string, operator: string, ...values: string[]): JsonObject => ({
  matchExpressions: [{ key, operator, values }],
});

describe("A toleration", () => {
  const taint = { key: "db", value: "x", effect: "NoSchedule" };
  it.each<[JsonObject, boolean]>([
    [{ operator: "Exists" }, true],
    [{ operator: "Exists", effect: "NoSchedule" }, true],
    [{ operator: "Exists", effect: "NoExecute" }, false],
    [{ key: "db", operator: "Exists" }, true],
    [{ key: "other", operator: "Exists" }, false],
    [{ key: "db", value: "x" }, true],
    [{ key: "db", value: "y" }, false],
    [{ key: "db", operator: "Equal", value: "x", effect: "NoSchedule" }, true],
    [{ value: "x" }, false],
    [{}, false],
  ])("%j stands a taint: %s", (toleration, stands) => {
    expect(toleratesTaint([toleration], taint)).toBe(stands);
  });

  it("lets a pod stay as long as its shortest one says, for ever without a number, not at all without one", () => {
    const driver = { key: "node.kubernetes.io/unreachable", effect: "NoExecute" };
    const standing = (seconds?: number): JsonObject => ({
      key: driver.key,
      operator: "Exists",
      ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
    });
    expect(staysForMs([], driver)).toBe(0);
    expect(staysForMs([standing()], driver)).toBeUndefined();
    expect(staysForMs([standing(300), standing(10)], driver)).toBe(10_000);
    expect(staysForMs([standing(-5)], driver)).toBe(0);
  });

  it("is not wanted for what only prefers", () => {
    expect(keepingTaint([], [{ key: "a", effect: "PreferNoSchedule" }])).toBeUndefined();
    expect(keepingTaint([], [{ key: "a", effect: "PreferNoSchedule" }, taint])).toEqual(taint);
  });
});

describe("Node affinity", () => {
  const labelled = node("a", {}, { zone: "one", size: "7" });
  it.each<[string, JsonObject, boolean]>([
    ["a selector that fits", { nodeSelector: { zone: "one" } }, true],
    ["a selector that does not", { nodeSelector: { zone: "two" } }, false],
    ["In", affinity(expression("zone", "In", "one", "two")), true],
    ["NotIn", affinity(expression("zone", "NotIn", "one")), false],
    ["Exists", affinity(expression("zone", "Exists")), true],
    ["DoesNotExist", affinity(expression("zone", "DoesNotExist")), false],
    ["Gt", affinity(expression("size", "Gt", "6")), true],
    ["Lt", affinity(expression("size", "Lt", "7")), false],
    ["Gt of what is no number", affinity(expression("zone", "Gt", "6")), false],
    ["alternatives", affinity(expression("zone", "In", "two"), expression("size", "Exists")), true],
    ["a term of nothing", affinity({}), false],
    ["no terms", affinity(), false],
    ["the node's own name", affinity({ matchFields: [{ key: "metadata.name", operator: "In", values: ["a"] }] }), true],
  ])("%s", (_what, spec, isIn) => {
    expect(isWanted(pod(spec), labelled)).toBe(isIn);
  });
});

describe("The place of a pod", () => {
  const nowhere = () => [];
  it("is a node that takes it, the emptiest first", () => {
    const busy = (name: string) => (name === "a" ? [pod(), pod()] : [pod()]);
    expect(choosePlace(pod(), [node("a"), node("b")], busy)).toEqual({ nodeName: "b" });
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ["cordoned", {}, { unschedulable: true }, "1 node(s) were unschedulable"],
    [
      "tainted",
      {},
      { taints: [{ key: "db", value: "x", effect: "NoSchedule" }] },
      "1 node(s) had untolerated taint {db: x}",
    ],
    ["not wanted", { nodeSelector: { a: "b" } }, {}, "1 node(s) didn't match Pod's node affinity/selector"],
    ["too small", { containers: [{ resources: { requests: { memory: "5Gi" } } }] }, {}, "1 Insufficient memory"],
  ])("is none where the node is %s, and it is said", (_what, podSpec, nodeSpec, reason) => {
    const place = choosePlace(pod(podSpec), [node("a", nodeSpec)], nowhere);
    expect(place).toMatchObject({ nodeName: undefined });
    expect("message" in place ? place.message : "").toContain(`0/1 nodes are available: ${reason}.`);
  });

  it("is none where a node is full", () => {
    const place = choosePlace(pod(), [node("a")], () => [pod(), pod(), pod()]);
    expect("message" in place ? place.message : "").toContain("1 Too many pods");
  });

  it("is none without nodes", () => {
    expect(choosePlace(pod(), [], nowhere)).toEqual({
      nodeName: undefined,
      message: "no nodes available to schedule pods",
    });
  });
});
