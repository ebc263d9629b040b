import { parseLogLevel } from "../../../provider-bridge/plugin/log-level";

describe("parseLogLevel", () => {
  it.each([
    [{}, undefined],
    [{ TF_LOG: "" }, undefined],
    [{ TF_LOG: "INFO" }, "info"],
    [{ TF_LOG: "json" }, "trace"],
    [{ TF_LOG: "1" }, "trace"],
    [{ TF_LOG: "off" }, "off"],
    [{ TF_LOG: "error", TF_LOG_PROVIDER: "Debug" }, "debug"],
    [{ TF_LOG: "trace", TF_LOG_PROVIDER: "trace", TF_LOG_PROVIDER_MY_THING: "warn" }, "warn"],
    [{ TF_LOG_PROVIDER_OTHER: "warn" }, undefined],
    [{ TF_LOG_CORE: "trace" }, undefined],
  ])("of %j is %j", (env, level) => {
    expect(parseLogLevel(env, "my-thing")).toBe(level);
  });
});
