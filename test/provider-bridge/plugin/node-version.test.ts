import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isNodeRefused } from "../../../provider-bridge/plugin";
import { nodeTooOldSentence, type StartedProcess } from "../../../provider-bridge/plugin/node-version";

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

describe("isNodeRefused", () => {
  function started(version: string, env: Readonly<Record<string, string>>) {
    const said = { stdout: "", stderr: "" };
    const into = (name: keyof typeof said) => ({
      write: (text: string) => {
        said[name] += text;
      },
    });
    const process: StartedProcess = {
      version,
      env,
      stdout: into("stdout"),
      stderr: into("stderr"),
      exitCode: undefined,
    };
    return { said, process };
  }

  it("says nothing to a Node that is new enough", () => {
    const { said, process } = started("v22.1.0", { TF_PLUGIN_MAGIC_COOKIE: "x" });
    expect([isNodeRefused(process), process.exitCode, said]).toEqual([false, undefined, { stdout: "", stderr: "" }]);
  });

  it("tells a person on stderr", () => {
    const { said, process } = started("v18.0.0", {});
    expect([isNodeRefused(process), process.exitCode, said.stdout]).toEqual([true, 1, ""]);
    expect(said.stderr).toBe(`${nodeTooOldSentence("v18.0.0")}\n`);
  });

  it("tells a host on stdout as well, which shows the first line of it", () => {
    const { said, process } = started("v18.0.0", { TF_PLUGIN_MAGIC_COOKIE: "x" });
    expect(isNodeRefused(process)).toBe(true);
    expect(said.stdout).toBe(said.stderr);
  });
});
