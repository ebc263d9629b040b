import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { useStateForUnknown } from "../../../../provider-bridge/framework/plan-modifiers";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { type PlanOf, schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";
import { plan, planned } from "./planned";

const { string, int64 } = types;
const d = { description: "" } as const;
const opt = { ...d, optional: true } as const;
const comp = { ...d, computed: true } as const;

describe("A resource without update", () => {
  const fixed = schema({
    description: "Fixed.",
    attributes: {
      id: attribute(string, comp),
      name: attribute(string, { ...d, required: true }),
      note: attribute(string, opt),
      timeouts: timeoutsAttribute({ createMs: 60_000 }),
      drift: driftAttribute(),
    },
    blocks: { box: block.list({ description: "", attributes: { size: attribute(int64, opt) } }) },
  });
  const nothing = { id: null, note: null, timeouts: null, drift: null, box: [] };
  const prior = object({ ...nothing, id: "1", name: "a", drift: ["gone astray"] });

  it("is replaced for every configured root that differs, in order, and not for what follows from that", async () => {
    const box = [object({ size: 1 })];
    const config = object({ ...nothing, name: "b", note: "n", box });
    const answer = await plan(planned(fixed, { update: false }), {
      config,
      prior,
      proposed: object({ ...nothing, id: "1", name: "b", note: "n", box, drift: ["gone astray"] }),
    });
    expect(answer.replace).toEqual(["box", "name", "note"]);
  });

  it("is not replaced for its drift, nor for other time limits", async () => {
    const timeouts = object({ create: "5m" });
    const answer = await plan(planned(fixed, { update: false }), {
      config: object({ ...nothing, name: "a", timeouts }),
      prior,
      proposed: new Map<string, Value>(prior).set("timeouts", timeouts),
    });
    expect(answer).toMatchObject({ plan: new Map<string, Value>(prior).set("timeouts", timeouts), replace: [] });
  });
});

describe("Drift", () => {
  const drifting = schema({
    description: "Drifting.",
    attributes: {
      name: attribute(string, { ...d, required: true }),
      version: attribute(string, comp),
      drift: driftAttribute(),
    },
  });
  const config = object({ name: "a", version: null, drift: null });
  const ask = (drift: Value) => {
    const prior = object({ name: "a", version: "1", drift });
    return plan(planned(drifting), { config, prior, proposed: prior });
  };

  it("is planned away, which shows as a change", async () => {
    expect((await ask(["v1 runs, v2 wanted"])).plan).toEqual(object({ name: "a", version: UNKNOWN, drift: [] }));
  });

  it("is none where none was found, or where the state is older than the attribute", async () => {
    expect((await ask([])).plan).toEqual(object({ name: "a", version: "1", drift: [] }));
    expect((await ask(null)).plan).toEqual(object({ name: "a", version: "1", drift: null }));
  });

  it("is wanted to be none in a change, also where the state is older than the attribute", async () => {
    const prior = object({ name: "b", version: "1", drift: null });
    const answer = await plan(planned(drifting), {
      config,
      prior,
      proposed: object({ name: "a", version: "1", drift: null }),
    });
    expect(answer.plan).toEqual(object({ name: "a", version: UNKNOWN, drift: [] }));
  });

  it("is none in what is created", async () => {
    expect((await plan(planned(drifting), { config })).plan).toEqual(
      object({ name: "a", version: UNKNOWN, drift: [] }),
    );
  });
});

describe("A plan in which nothing changes", () => {
  const { list } = types;
  const leaf = { key: attribute(string, opt), size: attribute(int64, { ...d, default: 1n }) };
  const still = schema({
    description: "Still.",
    attributes: {
      name: attribute(string, { ...d, required: true }),
      tags: attribute(list(string), { ...d, default: [] }),
      id: attribute(string, { ...comp, planModifiers: [useStateForUnknown()] }),
      one: nested.single({ ...opt, attributes: leaf }),
      many: nested.list({ ...opt, attributes: leaf }),
      drift: driftAttribute(),
    },
    blocks: { box: block.list({ description: "", attributes: leaf }) },
  });
  const inner = () => object({ key: "k", size: 1 });
  const prior = object({
    name: "a",
    tags: [],
    id: "1",
    one: inner(),
    many: [inner(), inner()],
    drift: [],
    box: [inner()],
  });
  const unset = object({ key: "k", size: null });
  const nulls = { tags: null, id: null, drift: null };
  const config = object({ ...nulls, name: "a", one: unset, many: [unset, unset], box: [unset] });

  it("is the prior state itself", async () => {
    const answer = await plan(planned(still), { config, prior, proposed: prior });
    expect(answer.told).toEqual([]);
    expect(answer.plan).toBe(prior);
  });

  it("is the prior state itself also where the author looks at it, and writes it anew", async () => {
    const modifyPlan = ({ plan: made }: { readonly plan: PlanOf<typeof still> | null }) =>
      made === null ? undefined : { ...made, tags: [] };
    const answer = await plan(planned(still, { modifyPlan }), { config, prior, proposed: prior });
    expect(answer.told).toEqual([]);
    expect(answer.plan).toBe(prior);
  });
});
