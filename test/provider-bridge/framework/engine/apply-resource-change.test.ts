import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { object } from "../../../support/served";
import { apply, nothing, planned, stored, type Verbs } from "./applied-thing";

describe("Create", () => {
  it("stores what was read back, remembers privately, and sees write-only values in the configuration", async () => {
    let secret: unknown;
    const answer = await apply(
      {
        create: async ({ plan, config, privateState }) => {
          secret = config.secret;
          privateState.set("how", { by: "create" });
          return { state: { ...plan, id: "1", ports: null, drift: [] } };
        },
      },
      { plan: planned, config: object({ ...nothing, name: "a", secret: "hunter2", drift: null }) },
    );
    expect(answer).toEqual({ state: stored, told: [], privateText: '{"how":{"by":"create"}}', identity: undefined });
    expect(secret).toBe("hunter2");
  });

  it.each<[string, Verbs, string]>([
    [
      "throws",
      { create: async () => Promise.reject(new Error("Quota is used up")) },
      "error: Cannot create test_thing / Quota is used up",
    ],
    [
      "throws a diagnostic",
      { create: async () => Promise.reject(new DiagnosticError("No quota", "Ask for more.")) },
      "error: No quota / Ask for more.",
    ],
    [
      "answers with errors",
      {
        create: async ({ plan, diagnostics }) => {
          diagnostics.error("Half", "Done.");
          return { state: { ...plan, id: "1", ports: null, drift: [] } };
        },
      },
      "error: Half / Done.",
    ],
  ])("that %s saves nothing", async (_what, verbs, message) => {
    const answer = await apply(verbs, { plan: planned, privateText: '{"planned":1}' });
    expect(answer).toMatchObject({ state: null, told: [message], identity: undefined });
  });

  it("with errors saves its half where its author says that it is worth deleting", async () => {
    const answer = await apply(
      {
        create: async ({ plan, diagnostics, privateState }) => {
          diagnostics.error("Half", "Done.");
          privateState.set("half", true);
          return { state: { ...plan, id: "1", size: 7n, ports: null, drift: [] }, saveDespiteErrors: true };
        },
      },
      { plan: planned },
    );
    // A half need not be what was planned.
    expect(answer).toEqual({
      state: new Map<string, Value>(stored).set("size", 7),
      told: ["error: Half / Done."],
      privateText: '{"half":true}',
      identity: undefined,
    });
  });

  it("may warn", async () => {
    const answer = await apply(
      {
        create: async ({ plan, diagnostics }) => {
          diagnostics.warning("Careful", "It is old.");
          return { state: { ...plan, id: "1", ports: null, drift: [] } };
        },
      },
      { plan: planned },
    );
    expect(answer).toMatchObject({ state: stored, told: ["warning: Careful / It is old."] });
  });

  it("keeps the planned spelling where the meaning is the same, and exact decimals", async () => {
    const exact = parseNumber("0.1234567890123456789012345678901234567890");
    const plan = new Map<string, Value>(planned).set("ci", "aBc").set("ratio", exact);
    const answer = await apply(
      { create: async ({ plan: soFar }) => ({ state: { ...soFar, id: "1", ci: "ABC", ports: null, drift: [] } }) },
      { plan },
    );
    expect(answer).toMatchObject({
      state: new Map<string, Value>(stored).set("ci", "aBc").set("ratio", exact),
      told: [],
    });
  });

  it("never stores a write-only value, wherever its author puts it", async () => {
    const plan = new Map<string, Value>(planned).set("ports", [object({ port: 1, pass: null })]);
    const answer = await apply(
      {
        create: async ({ plan: soFar }) => ({
          state: Object.assign({ ...soFar, id: "1", ports: [{ port: 1, pass: null }], drift: [] }, {
            secret: "hunter2",
            ports: [{ port: 1, pass: "hunter2" }],
          } as object),
        }),
      },
      { plan },
    );
    expect(answer).toMatchObject({
      state: new Map<string, Value>(stored).set("ports", [object({ port: 1, pass: null })]),
      told: [],
    });
  });
});

describe("Update", () => {
  const next = new Map<string, Value>(stored).set("size", 5);

  it("stores what it answers, and keeps private state it does not touch", async () => {
    const answer = await apply(
      {
        update: async ({ plan, state, privateState }) => {
          privateState.set("b", privateState.get("a") ?? null);
          return { state: { ...plan, id: state.id, ports: null, drift: [] } };
        },
      },
      { prior: stored, plan: next, privateText: '{"a":1}' },
    );
    expect(answer).toEqual({ state: next, told: [], privateText: '{"a":1,"b":1}', identity: undefined });
  });

  it("that throws leaves the prior state, and private state as it was", async () => {
    const answer = await apply(
      {
        update: async ({ privateState }) => {
          privateState.set("a", 2);
          throw new Error("No");
        },
      },
      { prior: stored, plan: next, privateText: '{"a":1}' },
    );
    expect(answer).toEqual({
      state: stored,
      told: ["error: Cannot update test_thing / No"],
      privateText: '{"a":1}',
      identity: undefined,
    });
  });

  it("that answers with errors saves how far it came", async () => {
    const answer = await apply(
      {
        update: async ({ plan, diagnostics, privateState }) => {
          privateState.set("a", 2);
          diagnostics.error("Half", "Done.");
          return { state: { ...plan, id: "1", size: 4n, ports: null, drift: [] } };
        },
      },
      { prior: stored, plan: next, privateText: '{"a":1}' },
    );
    expect(answer).toEqual({
      state: new Map<string, Value>(stored).set("size", 4),
      told: ["error: Half / Done."],
      privateText: '{"a":2}',
      identity: undefined,
    });
  });

  it("that a resource does not have stores other time limits by itself, and refuses anything else", async () => {
    const longer = new Map<string, Value>(stored).set("timeouts", object({ create: "5m", update: null, delete: null }));
    expect(await apply({}, { prior: stored, plan: longer, privateText: '{"a":1}' })).toEqual({
      state: longer,
      told: [],
      privateText: '{"a":1}',
      identity: undefined,
    });
    const refused = await apply({}, { prior: stored, plan: next });
    expect(refused.state).toEqual(stored);
    expect(refused.told[0]).toMatch(/^error: Cannot update test_thing: it has no update \//);
  });
});

describe("Delete", () => {
  it("drops state, private state and identity", async () => {
    let deleted: unknown;
    const answer = await apply(
      {
        delete: async ({ state, privateState }) => {
          deleted = [state.id, privateState.get("a")];
        },
      },
      { prior: stored, plan: null, privateText: '{"a":1}', identity: object({}) },
    );
    expect(answer).toEqual({ state: null, told: [], privateText: "", identity: undefined });
    expect(deleted).toEqual(["1", 1]);
  });

  it.each<[string, Verbs]>([
    ["throws", { delete: async () => Promise.reject(new DiagnosticError("Busy", "Detach it first.")) }],
    ["tells an error", { delete: async ({ diagnostics }) => diagnostics.error("Busy", "Detach it first.") }],
  ])("that %s keeps everything", async (_what, verbs) => {
    const answer = await apply(verbs, { prior: stored, plan: null, privateText: '{"a":1}' });
    expect(answer).toEqual({
      state: stored,
      told: ["error: Busy / Detach it first."],
      privateText: '{"a":1}',
      identity: undefined,
    });
  });
});
