import { Diagnostics } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import { checkPolling, loopbackEndpoint, settingsOf } from "../../../sandbox/stand-in/settings";

const token = "0".repeat(64);
const block = {};
const polling = { intervalMs: undefined, grows: true };

describe("the stand-in's settings", () => {
  it("come from the block, else from the environment", () => {
    const environment = { HCLOUD_TOKEN: token, HCLOUD_ENDPOINT: "http://127.0.0.1:8080/v1/" };
    expect(settingsOf(block, environment)).toEqual({ token, endpoint: "http://127.0.0.1:8080/v1", polling });
    expect(settingsOf({ token: "1".repeat(64), endpoint: "http://[::1]:1/v1" }, environment)).toEqual({
      token: "1".repeat(64),
      endpoint: "http://[::1]:1/v1",
      polling,
    });
  });

  it.each([
    "",
    "https://api.hetzner.cloud/v1",
    "http://127.0.0.1.example.com/",
    "file:///127.0.0.1",
    "http://10.0.0.1/v1",
  ])('refuse the endpoint "%s", which is not on loopback', (endpoint) => {
    expect(() => loopbackEndpoint(endpoint)).toThrow(/speaks to a sandbox on this machine's loopback/);
  });

  it("count the token in bytes, and want one", () => {
    const environment = { HCLOUD_ENDPOINT: "http://localhost:1/v1" };
    expect(settingsOf({ ...block, token: "ä".repeat(32) }, environment).token).toBe("ä".repeat(32));
    expect(() => settingsOf({ ...block, token: "ä".repeat(64) }, environment)).toThrow(/exactly 64/);
    expect(() => settingsOf(block, environment)).toThrow(/Missing Hetzner Cloud API token/);
  });

  it("say how to poll, in Go's durations", () => {
    const environment = { HCLOUD_TOKEN: token, HCLOUD_ENDPOINT: "http://localhost:1/v1" };
    const pollingOf = (pollInterval: string, pollFunction: string) =>
      settingsOf({ pollInterval, pollFunction }, environment).polling;
    expect(pollingOf("1m0.5s", "constant")).toEqual({ intervalMs: 60_500, grows: false });
    expect(pollingOf("20ms", "exponential")).toEqual({ intervalMs: 20, grows: true });
  });

  it.each([
    ["linear", "20ms", 1],
    ["constant", "soon", 1],
    ["exponential", "1m30.5s", 0],
    [null, "", 0],
  ])("check polling: %s, %s", (how, interval, errors) => {
    const diagnostics = new Diagnostics();
    checkPolling(
      new Map([
        ["poll_function", how],
        ["poll_interval", interval],
      ]),
      diagnostics,
    );
    expect(diagnostics.list).toHaveLength(errors);
  });
});
