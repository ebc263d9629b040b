import { covers, listedDifferences } from "../../../scripts/sink/differences";

test("Every listed difference has a reason", async () => {
  const listed = await listedDifferences();
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

test("A star stands for anything, everything else for itself", () => {
  const listed = { at: "04-x.json.steps[*].detail", reason: "words" };
  expect(covers(listed, "terraform", "04-x.json.steps[12].detail")).toBe(true);
  expect(covers(listed, "terraform", "04-x.json.steps[12].detail.more")).toBe(false);
  expect(covers(listed, "terraform", "04-xyjson.steps[1].detail")).toBe(false);
  expect(covers({ ...listed, core: "tofu" }, "terraform", "04-x.json.steps[1].detail")).toBe(false);
});
