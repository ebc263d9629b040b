import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeTooOldSentence } from "../../../provider-bridge/plugin";

describe("nodeTooOldSentence", () => {
  it.each(["v20.19.0", "v20.20.2", "v22.0.0", "v100.1.1", "20.19.0"])("accepts %s", (version) => {
    expect(nodeTooOldSentence(version)).toBe("");
  });

  it.each(["v20.18.3", "v18.20.0", "v6.0.0", "v0.10.48", "v8.19.0", "", "garbage"])("refuses %j", (version) => {
    expect(nodeTooOldSentence(version)).toMatch(/^This provider needs Node\.js 20\.19 or newer/);
  });

  it("agrees with package.json", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
    expect(manifest).toMatchObject({ engines: { node: ">=20.19" } });
  });
});
