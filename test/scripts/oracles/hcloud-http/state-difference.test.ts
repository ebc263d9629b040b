import { Json } from "../../../../scripts/oracles/hcloud-http/json";
import { changeDifferences, stateDifferences } from "../../../../scripts/oracles/hcloud-http/state-difference";

const instance = (attributes: object, more: object = {}) =>
  new Json({ address: "hcloud_load_balancer_service.a", schema_version: 0, attributes, ...more });

describe("states", () => {
  it("are the same where only the order of a set differs, and not where that of a list does", () => {
    const service = (certificates: readonly number[], codes: readonly string[]) =>
      instance({ http: [{ certificates }], health_check: [{ http: [{ status_codes: codes }] }] });
    expect(stateDifferences([service([1, 2], ["2??", "3??"])], [service([2, 1], ["2??", "3??"])])).toEqual([]);
    expect(stateDifferences([service([1], ["2??", "3??"])], [service([1], ["3??", "2??"])])).toHaveLength(1);
  });

  it("differ where null and nothing do, and by what is tainted, sensitive or missing", () => {
    const stored = instance({ http: null }, { status: "tainted", sensitive_attributes: [[{ value: "x" }]] });
    expect(stateDifferences([stored], [instance({ http: [] })])).toEqual([
      'hcloud_load_balancer_service.a status: recorded "tainted", got null',
      'hcloud_load_balancer_service.a sensitive_attributes: recorded ["[{\\"value\\":\\"x\\"}]"], got []',
      "hcloud_load_balancer_service.a http: recorded null, got []",
    ]);
    expect(stateDifferences([stored], [])).toEqual(["hcloud_load_balancer_service.a is not in the state"]);
    expect(stateDifferences([], [stored])).toEqual(["hcloud_load_balancer_service.a is in the state"]);
  });
});

describe("plans", () => {
  const change = (actions: readonly string[], after: object, unknown: object = {}) =>
    new Json({ "hcloud_volume.a": { actions, after, after_unknown: unknown } });

  it("are the same where nothing is left to do, told or not", () => {
    expect(changeDifferences(new Json({}), change(["no-op"], { name: "b" }))).toEqual([]);
  });

  it("differ by action, by value and by what is not known", () => {
    const planned = change(["update"], { name: "a" }, { labels: {}, id: true });
    expect(changeDifferences(planned, change(["delete", "create"], { name: "a" }))).toHaveLength(1);
    expect(changeDifferences(planned, change(["update"], { name: "b" }, { id: true }))).toEqual([
      'hcloud_volume.a name: recorded "a", got "b"',
    ]);
    expect(changeDifferences(planned, change(["update"], { name: "a" }))).toEqual([
      "hcloud_volume.a unknown id: recorded true, got undefined",
    ]);
  });
});
