import {
  bootToRemember,
  rememberedBoot,
  rememberedControlPlanes,
  rememberedTexts,
} from "../../../../provider-bridge/resources/talos-machine/remembered";

test("Control planes are read back; what somebody has spoilt is left out", () => {
  expect(rememberedControlPlanes({ a: ["10.0.0.1", "10.0.0.2"], b: [1], c: "x", d: [], e: null })).toEqual([
    { name: "a", addresses: ["10.0.0.1", "10.0.0.2"] },
  ]);
  for (const spoilt of [undefined, null, 1, "x", ["a"]]) expect(rememberedControlPlanes(spoilt)).toEqual([]);
});

test("Texts are read back; nothing stored is told from nothing left", () => {
  expect(rememberedTexts({ a: "1", b: 2 })).toEqual({ a: "1" });
  expect(rememberedTexts(undefined)).toBeUndefined();
  expect(rememberedTexts(["x"])).toEqual({});
});

test("A boot is read back; what somebody has spoilt is no boot", () => {
  const made = { since: "1795299139.187447000", version: "v1.13.9", schematicId: null, instanceId: "42" };
  for (const boot of [made, { ...made, schematicId: "376567" }]) {
    expect(rememberedBoot(bootToRemember(boot))).toEqual(boot);
  }
  const { since: _since, ...without } = made;
  const spoilt = [undefined, null, "x", [], {}, without, { ...made, version: 1 }, { ...made, schematicId: [] }];
  for (const stored of spoilt) expect(rememberedBoot(stored)).toBeUndefined();
});
