import type { AppliedValue, Resource } from "../../../../provider-bridge/framework/contract/resource";
import { systemClock } from "../../../../provider-bridge/framework/engine/system-clock";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { applyLegacy } from "../../../../sandbox/stand-in/legacy/apply-legacy";
import { standInResource } from "../../../../sandbox/stand-in/resource";
import { publishedProvider } from "../../../../sandbox/stand-in/schema/published-schema";
import { collectingLog } from "../../../support/silent-log";

const published = publishedProvider().resources.get("hcloud_firewall");
if (published === undefined) throw new Error("Cannot find the firewall's schema");
const resource = standInResource("hcloud_firewall", published, () => {
  throw new Error("Cannot be asked here");
});
const planned = new Map<string, Value>([["name", "planned"]]);
const other = new Map<string, Value>([["name", "other"]]);

function apply(verbs: Partial<Resource>, priorState: Value, signal = new AbortController().signal) {
  const host = { log: collectingLog().log, clock: systemClock, stopSignal: () => new AbortController().signal };
  const request = {
    typeName: "hcloud_firewall",
    priorState,
    plannedState: planned,
    config: planned,
    privateBytes: new Uint8Array(),
    identity: undefined,
  };
  return applyLegacy(host, { ...resource, ...verbs }, request, signal);
}

const applied = (saveDespiteErrors: boolean): AppliedValue => ({
  state: other,
  identity: undefined,
  saveDespiteErrors,
});

describe("an apply of the older half", () => {
  it("saves what it came to, whatever was planned", async () => {
    expect(await apply({ create: async () => applied(false) }, null)).toMatchObject({ state: other, diagnostics: [] });
    expect(await apply({ update: async () => applied(false) }, planned)).toMatchObject({
      state: other,
      diagnostics: [],
    });
  });

  it("that throws keeps what was there, and tells why", async () => {
    const refuse = () => Promise.reject(new Error("no"));
    const told = [{ severity: "error", summary: "Cannot create hcloud_firewall", detail: "no" }];
    expect(await apply({ create: refuse }, null)).toMatchObject({ state: null, diagnostics: told });
    expect(await apply({ update: refuse }, other)).toMatchObject({ state: other });
  });

  it("with errors saves the half only where it is said to be worth it", async () => {
    const half = (save: boolean): Partial<Resource> => ({
      create: async (_values, { diagnostics }) => {
        diagnostics.error("half", "");
        return applied(save);
      },
    });
    expect(await apply(half(true), null)).toMatchObject({ state: other });
    expect(await apply(half(false), null)).toMatchObject({ state: null });
  });

  it("that is cancelled ends with an error", async () => {
    const controller = new AbortController();
    const create: Resource["create"] = (_values, { signal }) =>
      new Promise((_done, fail) => {
        signal.addEventListener("abort", () => fail(signal.reason));
        controller.abort();
      });
    expect(await apply({ create }, null, controller.signal)).toMatchObject({
      state: null,
      diagnostics: [{ severity: "error" }],
    });
  });
});
