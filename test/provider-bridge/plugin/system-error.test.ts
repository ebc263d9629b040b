import { systemErrorText } from "../../../provider-bridge/plugin/system-error";

describe("systemErrorText", () => {
  it("explains codes it knows and passes on the rest", () => {
    expect(systemErrorText(Object.assign(new Error("x"), { code: "ENOSPC" }))).toBe(
      "no space left on the device (ENOSPC)",
    );
    expect(systemErrorText(new Error("other"))).toBe("other");
    expect(systemErrorText("text")).toBe("text");
    expect(systemErrorText(undefined)).toBe("undefined");
  });
});
