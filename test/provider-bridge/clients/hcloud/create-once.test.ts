import { createOnce, HcloudError, type HcloudErrorCode } from "../../../../provider-bridge/clients/hcloud";
import { callContext } from "../../../support/call-context";
import { fakeClock } from "../../../support/fake-clock";

/** A create that fails in this order and then succeeds; what fails after `madeAt` has created nevertheless. */
function scenario(failures: readonly HcloudErrorCode[], madeAt: number) {
  let creates = 0;
  let things = 0;
  return {
    counts: () => ({ creates, things }),
    steps: {
      create: async () => {
        const failure = failures[creates];
        creates += 1;
        if (failure === undefined || creates === madeAt) things += 1;
        if (failure !== undefined) throw new HcloudError(failure, "scripted");
        return "thing";
      },
      find: async () => (things > 0 ? "thing" : undefined),
    },
  };
}

describe("creating once", () => {
  const options = () => ({ clock: fakeClock(), random: () => 0 });

  test.each<[readonly HcloudErrorCode[], number, { creates: number; things: number }]>([
    [[], 0, { creates: 1, things: 1 }],
    [["unclear"], 1, { creates: 1, things: 1 }],
    [["unclear"], 0, { creates: 2, things: 1 }],
    [["unclear", "unavailable"], 2, { creates: 2, things: 1 }],
    [["unavailable", "unclear"], 0, { creates: 3, things: 1 }],
  ])("after %j, made at %d, there is one", async (failures, madeAt, counts) => {
    const { steps, counts: counted } = scenario(failures, madeAt);
    await expect(createOnce(steps, callContext(), options())).resolves.toBe("thing");
    expect(counted()).toEqual(counts);
  });

  test("a clear refusal is not tried again", async () => {
    const { steps, counts } = scenario(["out_of_stock"], 0);
    await expect(createOnce(steps, callContext(), options())).rejects.toMatchObject({ code: "out_of_stock" });
    expect(counts().creates).toBe(1);
  });

  test("a name that is taken at the first try is somebody else's", async () => {
    const { steps } = scenario(["not_unique"], 1);
    await expect(createOnce(steps, callContext(), options())).rejects.toMatchObject({ code: "not_unique" });
  });

  test("a name that is taken after a lost answer is ours", async () => {
    let found = false;
    const create = async () => {
      const code = found ? "not_unique" : "unclear";
      throw new HcloudError(code, "scripted");
    };
    let looks = 0;
    const find = async () => {
      looks += 1;
      found = true;
      return looks > 1 ? "thing" : undefined;
    };
    await expect(createOnce({ create, find }, callContext(), options())).resolves.toBe("thing");
  });

  test("what stays unclear ends with the last failure", async () => {
    const { steps } = scenario(
      Array.from({ length: 20 }, () => "unclear"),
      0,
    );
    await expect(createOnce(steps, callContext(), options())).rejects.toMatchObject({ code: "unclear" });
  });
});
