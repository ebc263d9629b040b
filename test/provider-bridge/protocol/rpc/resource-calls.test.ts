import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ApplyResourceChangeRequest } from "../../../../provider-bridge/framework/engine/apply-resource-change";
import type { MoveResourceStateRequest } from "../../../../provider-bridge/framework/engine/move-resource-state";
import type { PlanResourceChangeRequest } from "../../../../provider-bridge/framework/engine/plan-resource-change";
import type { ReadResourceRequest } from "../../../../provider-bridge/framework/engine/read-resource";
import { attributePath, indexPath, keyPath, ROOT } from "../../../../provider-bridge/framework/values/path";
import { decodeMsgpack, encodeMsgpack } from "../../../../provider-bridge/protocol/values";
import { DiagnosticSeverity } from "../../../../wire/tfplugin6/generated/tfplugin6";
import { call, IDENTITY, THING, thing, wired } from "../stub-server";

const identity = new Map([["id", "i-1"]]);
const identityData = { identityData: { msgpack: encodeMsgpack(identity, IDENTITY) } };
const bytes = (text: string) => Buffer.from(text);

test("ReadResource: state, private data and identity go in and come out", async () => {
  const seen: ReadResourceRequest[] = [];
  const answer = await call(
    {
      readResource: async (request) => {
        seen.push(request);
        return { state: thing("b", 2n ** 60n), privateBytes: bytes("new"), identity, diagnostics: [] };
      },
    },
    "ReadResource",
    {
      typeName: "stub_thing",
      currentState: wired(thing("a", 1)),
      private: bytes("old"),
      currentIdentity: identityData,
    },
  );
  expect(seen).toEqual([{ typeName: "stub_thing", state: thing("a", 1), privateBytes: bytes("old"), identity }]);
  expect(decodeMsgpack(answer.newState?.msgpack ?? bytes(""), THING)).toEqual(thing("b", 2n ** 60n));
  expect(Buffer.from(answer.private)).toEqual(bytes("new"));
  expect(decodeMsgpack(answer.newIdentity?.identityData?.msgpack ?? bytes(""), IDENTITY)).toEqual(identity);
});

test("ReadResource: a resource that is gone is null, one without identity is asked and answered without", async () => {
  const seen: ReadResourceRequest[] = [];
  const answer = await call(
    {
      readResource: async (request) => {
        seen.push(request);
        return { state: null, privateBytes: new Uint8Array(), identity: undefined, diagnostics: [] };
      },
    },
    "ReadResource",
    { typeName: "stub_plain", currentState: { json: bytes('{"name":"a"}') }, currentIdentity: identityData },
  );
  expect(seen[0]).toMatchObject({
    state: new Map<string, unknown>([
      ["name", "a"],
      ["sizes", null],
    ]),
    identity: undefined,
  });
  expect(Buffer.from(answer.newState?.msgpack ?? "").toString("hex")).toBe("c0");
  expect(answer.newIdentity).toBeUndefined();
});

test("PlanResourceChange: a message that is missing is null, paths and diagnostics find their form", async () => {
  const seen: PlanResourceChangeRequest[] = [];
  const path = keyPath(indexPath(attributePath(ROOT, "sizes"), 0), "k");
  const answer = await call(
    {
      planResourceChange: async (request) => {
        seen.push(request);
        return {
          plannedState: request.proposedState,
          requiresReplace: [path],
          privateBytes: bytes("p"),
          identity: undefined,
          diagnostics: [
            { severity: "warning", summary: "S", detail: "D", path },
            { severity: "error", summary: "E", detail: "", path: ROOT },
          ],
        };
      },
    },
    "PlanResourceChange",
    {
      typeName: "stub_thing",
      proposedNewState: wired(thing("a")),
      config: wired(thing("a")),
      priorPrivate: bytes("q"),
    },
  );
  expect(seen).toEqual([
    {
      typeName: "stub_thing",
      priorState: null,
      proposedState: thing("a"),
      config: thing("a"),
      privateBytes: bytes("q"),
      identity: undefined,
    },
  ]);
  const steps = [
    { attributeName: "sizes", elementKeyString: undefined, elementKeyInt: undefined },
    { attributeName: undefined, elementKeyString: undefined, elementKeyInt: 0n },
    { attributeName: undefined, elementKeyString: "k", elementKeyInt: undefined },
  ];
  expect(answer.requiresReplace).toEqual([{ steps }]);
  expect(answer.diagnostics).toEqual([
    { severity: DiagnosticSeverity.WARNING, summary: "S", detail: "D", attribute: { steps } },
    { severity: DiagnosticSeverity.ERROR, summary: "E", detail: "", attribute: undefined },
  ]);
  expect(answer).toMatchObject({ legacyTypeSystem: false, deferred: undefined, plannedIdentity: undefined });
});

test("ApplyResourceChange: the planned private data and identity are handed over", async () => {
  const seen: ApplyResourceChangeRequest[] = [];
  const answer = await call(
    {
      applyResourceChange: async (request) => {
        seen.push(request);
        return { state: request.plannedState, privateBytes: bytes("r"), identity, diagnostics: [] };
      },
    },
    "ApplyResourceChange",
    {
      typeName: "stub_thing",
      priorState: wired(null),
      plannedState: wired(thing("a")),
      config: wired(thing("a")),
      plannedPrivate: bytes("p"),
      plannedIdentity: identityData,
    },
  );
  expect(seen[0]).toMatchObject({ priorState: null, plannedState: thing("a"), privateBytes: bytes("p"), identity });
  expect(decodeMsgpack(answer.newState?.msgpack ?? bytes(""), THING)).toEqual(thing("a"));
});

test("ImportResourceState: one resource, or none", async () => {
  const imported = { typeName: "stub_thing", state: thing("a"), privateBytes: bytes("p"), identity };
  const answer = await call(
    { importResourceState: async () => ({ imported, diagnostics: [] }) },
    "ImportResourceState",
    { typeName: "stub_thing", id: "x" },
  );
  expect(answer.importedResources).toHaveLength(1);
  expect(answer.importedResources[0]).toMatchObject({ typeName: "stub_thing", private: bytes("p") });
  const none = await call(
    { importResourceState: async () => ({ imported: undefined, diagnostics: [] }) },
    "ImportResourceState",
    { typeName: "stub_thing", identity: identityData },
  );
  expect(none.importedResources).toEqual([]);
});

test("MoveResourceState: the state of another type is handed over unread", async () => {
  const seen: MoveResourceStateRequest[] = [];
  const answer = await call(
    {
      moveResourceState: async (request) => {
        seen.push(request);
        return { state: thing("moved"), privateBytes: bytes(""), identity: undefined, diagnostics: [] };
      },
    },
    "MoveResourceState",
    {
      sourceProviderAddress: "x/y/z",
      sourceTypeName: "other",
      sourceSchemaVersion: 7n,
      sourceState: { json: bytes('{"a":1}') },
      sourcePrivate: bytes("s"),
      targetTypeName: "stub_thing",
    },
  );
  expect(seen[0]).toMatchObject({
    sourceProviderAddress: "x/y/z",
    sourceTypeName: "other",
    sourceSchemaVersion: 7,
    sourcePrivateBytes: bytes("s"),
    targetTypeName: "stub_thing",
  });
  expect(seen[0]?.sourceState.json()).toEqual({ a: 1 });
  expect(decodeMsgpack(answer.targetState?.msgpack ?? bytes(""), THING)).toEqual(thing("moved"));
});

test("UpgradeResourceState and UpgradeResourceIdentity: what is stored is read when it is asked for", async () => {
  const state = await call(
    {
      upgradeResourceState: async ({ version, rawState }) => ({
        state: version === 3 ? rawState.decode(THING) : null,
        diagnostics: [],
      }),
    },
    "UpgradeResourceState",
    { typeName: "stub_thing", version: 3n, rawState: { json: bytes('{"name":"a","sizes":[0.1],"gone":1}') } },
  );
  expect(state.upgradedState?.msgpack).toBeDefined();
  const flat = call(
    { upgradeResourceState: async ({ rawState }) => ({ state: rawState.decode(THING), diagnostics: [] }) },
    "UpgradeResourceState",
    { typeName: "stub_thing", rawState: { flatmap: new Map([["name", "a"]]) } },
  );
  await expect(flat).rejects.toThrow(/Terraform 0\.11/);
  const upgraded = await call(
    {
      upgradeResourceIdentity: async ({ rawIdentity }) => ({ identity: rawIdentity.decode(IDENTITY), diagnostics: [] }),
    },
    "UpgradeResourceIdentity",
    { typeName: "stub_thing", version: 1n, rawIdentity: { json: bytes('{"id":"i-1"}') } },
  );
  expect(decodeMsgpack(upgraded.upgradedIdentity?.identityData?.msgpack ?? bytes(""), IDENTITY)).toEqual(identity);
});

test("without an answer there is no state, and the diagnostics say why", async () => {
  const diagnostics = [new DiagnosticError("S", "D").diagnostic];
  const upgraded = await call(
    { upgradeResourceState: async () => ({ state: undefined, diagnostics }) },
    "UpgradeResourceState",
    { typeName: "stub_thing" },
  );
  expect(upgraded).toMatchObject({ upgradedState: undefined, diagnostics: [{ summary: "S", detail: "D" }] });
  const moved = await call(
    {
      moveResourceState: async () => ({ state: undefined, privateBytes: bytes(""), identity: undefined, diagnostics }),
    },
    "MoveResourceState",
    { targetTypeName: "stub_thing" },
  );
  expect(moved).toMatchObject({ targetState: undefined, diagnostics: [{ summary: "S" }] });
});
