import { DecodeError } from "../../../../provider-bridge/talos-config/decode";
import {
  mergeTalosConfigs,
  parseTalosConfig,
  writeTalosConfig,
} from "../../../../provider-bridge/talos-config/talosconfig";

const text = `context: home
contexts:
    home:
        endpoints:
            - 10.0.0.1
        nodes:
            - 10.0.0.2
        ca: Y2E=
        crt: Y3J0
        key: a2V5
`;

test("what is read is written as it was", () => {
  const config = parseTalosConfig(text);
  expect(config.contexts.get("home")).toMatchObject({ endpoints: ["10.0.0.1"], nodes: ["10.0.0.2"], key: "a2V5" });
  expect(writeTalosConfig(config)).toBe(text);
});

test("an old target counts as an endpoint; unknown keys are passed over; nothing is a configuration without contexts", () => {
  const config = parseTalosConfig("contexts: {a: {target: 10.0.0.9, hammer: 1}}");
  expect(config.contexts.get("a")?.endpoints).toEqual(["10.0.0.9"]);
  expect(parseTalosConfig("~").contexts.size).toBe(0);
});

test.each([
  ["", /empty/],
  ["- a", /is a mapping/],
  ["contexts: {home: null}", /"home" is null/],
  ["contexts: {a: {endpoints: x}}", /a list is expected/],
  ["contexts: [", /expected here/],
])("%j is refused", (wrong, problem) => {
  expect(() => parseTalosConfig(wrong)).toThrow(DecodeError);
  expect(() => parseTalosConfig(wrong)).toThrow(problem);
});

test("merging keeps both contexts of one name and tells the new one", () => {
  const config = parseTalosConfig(text);
  const merged = mergeTalosConfigs(config, parseTalosConfig(text.replace("10.0.0.1", "10.0.0.7")));
  expect([...merged.config.contexts.keys()]).toEqual(["home", "home-1"]);
  expect(merged.config.contexts.get("home-1")?.endpoints).toEqual(["10.0.0.7"]);
  expect(merged.config.context).toBe("home-1");
  expect(config.contexts.size).toBe(1);
});
