import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { block } from "../../../../provider-bridge/framework/schema/block";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
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
