import { providerType } from "../../../provider-bridge/plugin/plugin-options";

describe("providerType", () => {
  it.each([
    ["registry.terraform.io/yaklab/hephaestus", "hephaestus"],
    ["yaklab/hephaestus", "hephaestus"],
    ["hephaestus", "hephaestus"],
  ])("of %s is %s", (address, type) => {
    expect(providerType(address)).toBe(type);
  });
});
