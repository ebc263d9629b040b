import { Json } from "../../../../scripts/oracles/hcloud-http/json";
import { recordedTold, toldDifferences } from "../../../../scripts/oracles/hcloud-plans/told";

const one = { severity: "error", summary: "s", detail: "d", address: "a.b" };

function recorded(...each: readonly object[]) {
  return recordedTold(new Json(each));
}

test("a provider's texts are its own, its attribute is not", () => {
  const told = recorded({
    ...one,
    rpc: "PlanResourceChange",
    attribute: 'AttributeName("labels").ElementKeyString("a")',
  });
  expect(told).toMatchObject([{ byProvider: true, attribute: 'labels["a"]' }]);
  expect(toldDifferences(told, [{ ...one, summary: "ours", byProvider: true, attribute: 'labels["a"]' }])).toEqual([]);
  expect(toldDifferences(told, [{ ...one, byProvider: true, attribute: "labels" }])).toHaveLength(2);
  expect(toldDifferences(told, [])).toEqual([expect.stringContaining("not told")]);
});

test("what the core says by itself is compared whole", () => {
  const told = recorded(one);
  expect(toldDifferences(told, [{ ...one, byProvider: false, attribute: "" }])).toEqual([]);
  expect(toldDifferences(told, [{ ...one, detail: "other", byProvider: false, attribute: "" }])).toHaveLength(2);
});

test("a path ends where it enters a set", () => {
  const path = 'AttributeName("alias_ips").ElementKeyValue(tftypes.String<"x">)';
  expect(recorded({ ...one, rpc: "x", attribute: path })).toMatchObject([{ attribute: "alias_ips" }]);
});
