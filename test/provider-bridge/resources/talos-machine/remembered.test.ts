import {
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
