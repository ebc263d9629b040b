import { parseFault } from "../../../sandbox/world/faults";

test.each([
  { door: "hetzner", what: "*", effect: { status: 503, code: "unavailable", message: "m", details: {} } },
  { door: "hetzner", what: "POST", match: "^/servers$", skip: 2, effect: { status: 502, bare: "<html>" } },
  { door: "action", what: "create_server", effect: { code: "timeout", message: "m", applied: true } },
  { door: "stock", what: "cx23", match: "^fsn1$", times: 0 },
  { door: "network", what: "hang", match: "^127\\.1\\.0\\.7:" },
  { door: "rate-limit", what: "limit", effect: { limit: 30 } },
  { door: "server", what: "ignore-shutdown" },
  { door: "image-factory", what: "slow", effect: { bytesPerSecond: 10 } },
  { door: "ssh", what: "cut", effect: { afterBytes: 10 } },
  { door: "talos", what: "Version", effect: { delayMs: 7, code: "UNAVAILABLE" } },
  { door: "talos", what: "boot-fails" },
])("%j is one", (fault) => expect(parseFault(fault)).toEqual(fault));

test.each([
  [{ door: "castle", what: "GET" }, 'no door "castle", only hetzner, '],
  [{ door: "toString", what: "GET" }, 'no door "toString"'],
  [{ door: "hetzner", what: "post" }, 'no "what" of door "hetzner" "post", only GET, '],
  [{ door: "network", what: "burn" }, "only hang, refuse"],
  [
    { door: "hetzner", what: "GET", effect: { status: "503" } },
    '"status" of its effect is "503", where a value of type number',
  ],
  [{ door: "hetzner", what: "GET", effect: { statsu: 503 } }, 'no effect of door "hetzner" "statsu", only status, '],
  [{ door: "hetzner", what: "GET", effect: { details: null } }, "where a value of type object is wanted"],
  [{ door: "stock", what: "cx23", effect: { location: "fsn1" } }, "it has none"],
  [{ door: "talos", what: "boot-fail" }, 'no "what" of door "talos" "boot-fail", only rpc, boot-fails, '],
  [{ door: "talos", what: "Version", effect: { delay: 7 } }, 'no effect of door "talos" "delay", only delayMs, '],
])("%j would never strike as it is meant: %s", (fault, told) => {
  expect(() => parseFault(fault)).toThrow(TypeError);
  expect(() => parseFault(fault)).toThrow(told);
});
