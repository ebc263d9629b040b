import { magicCookie, parsePluginEnvironment } from "../../../provider-bridge/plugin/environment";

describe("parsePluginEnvironment", () => {
  it("takes an empty environment for a person at a terminal", () => {
    expect(parsePluginEnvironment({})).toEqual({
      startedByHost: false,
      offeredProtocolVersions: undefined,
      protocolVersionsText: "",
      clientCertificatePem: undefined,
      ports: { minimum: 10_000, maximum: 25_000 },
      socketDirectory: undefined,
      socketGroup: undefined,
      asksForMultiplexing: false,
    });
  });

  it("wants the exact cookie", () => {
    expect(parsePluginEnvironment({ TF_PLUGIN_MAGIC_COOKIE: magicCookie }).startedByHost).toBe(true);
    for (const wrong of ["", "wrong", `${magicCookie} `, magicCookie.toUpperCase()]) {
      expect(parsePluginEnvironment({ TF_PLUGIN_MAGIC_COOKIE: wrong }).startedByHost).toBe(false);
    }
  });

  it.each([
    ["5,6", [5, 6]],
    ["6,5", [6, 5]],
    [" 6 , 5", [6, 5]],
    ["6,garbage,-1,5.5,,7", [6, 7]],
    ["garbage", []],
    ["99999999999999999999", []],
    ["", undefined],
    ["  ", undefined],
  ])("reads the versions of %j", (text, versions) => {
    expect(parsePluginEnvironment({ PLUGIN_PROTOCOL_VERSIONS: text }).offeredProtocolVersions).toEqual(versions);
  });

  it.each([
    ["20000", "20010", { minimum: 20_000, maximum: 20_010 }],
    ["20000", undefined, { minimum: 10_000, maximum: 25_000 }],
    ["20010", "20000", { minimum: 10_000, maximum: 25_000 }],
    ["0", "70000", { minimum: 10_000, maximum: 25_000 }],
    ["1e3", "-5", { minimum: 10_000, maximum: 25_000 }],
    ["8080", "8080", { minimum: 8080, maximum: 8080 }],
  ])("reads the ports %j to %j", (minimum, maximum, ports) => {
    expect(parsePluginEnvironment({ PLUGIN_MIN_PORT: minimum, PLUGIN_MAX_PORT: maximum }).ports).toEqual(ports);
  });

  it("treats empty variables as not set", () => {
    const environment = parsePluginEnvironment({
      PLUGIN_CLIENT_CERT: "",
      PLUGIN_UNIX_SOCKET_DIR: "",
      PLUGIN_UNIX_SOCKET_GROUP: " ",
      PLUGIN_MULTIPLEX_GRPC: "",
    });
    expect(environment.clientCertificatePem).toBeUndefined();
    expect(environment.socketDirectory).toBeUndefined();
    expect(environment.socketGroup).toBeUndefined();
    expect(environment.asksForMultiplexing).toBe(false);
  });
});
