import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { driftAttribute } from "../../../../provider-bridge/framework/contract/drift-attribute";
import { identitySchema, requiredForImport } from "../../../../provider-bridge/framework/contract/identity";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import type { ResourceDefinition } from "../../../../provider-bridge/framework/contract/resource-definition";
import { timeoutsAttribute } from "../../../../provider-bridge/framework/contract/timeouts";
import { DiagnosticError } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { attribute } from "../../../../provider-bridge/framework/schema/attribute-builder";
import { nested } from "../../../../provider-bridge/framework/schema/nested-builder";
import { schema } from "../../../../provider-bridge/framework/schema/schema";
import { types } from "../../../../provider-bridge/framework/schema/types";
import { parseNumber } from "../../../../provider-bridge/framework/values/decimal";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { bytes, object, type Served, serve, THING, text, told } from "../../../support/served";

const d = { description: "" } as const;
const limits = { createMs: 60_000, updateMs: 120_000, deleteMs: 30_000 } as const;

const described = schema({
  description: "A thing.",
  attributes: {
    id: attribute(types.string, { ...d, computed: true }),
    name: attribute(types.string, { ...d, required: true }),
    size: attribute(types.int64, { ...d, optional: true }),
    ratio: attribute(types.float64, { ...d, optional: true }),
    secret: attribute(types.string, { ...d, optional: true, writeOnly: true }),
    ci: attribute(types.string, {
      ...d,
      optional: true,
      semantics: { name: "text", equal: (left, right) => left.toLowerCase() === right.toLowerCase() },
    }),
    ports: nested.list({
      ...d,
      optional: true,
      attributes: {
        port: attribute(types.int32, { ...d, required: true }),
        pass: attribute(types.string, { ...d, optional: true, writeOnly: true }),
      },
    }),
    drift: driftAttribute(),
    timeouts: timeoutsAttribute(limits),
  },
});
type Described = typeof described;
const nothing = { id: null, size: null, ratio: null, secret: null, ci: null, ports: null, drift: [], timeouts: null };
const planned = object({ ...nothing, id: UNKNOWN, name: "a" });
const stored = object({ ...nothing, id: "1", name: "a" });

type Verbs = Partial<ResourceDefinition<Described>>;

function serving(verbs: Verbs): Served {
  return serve({
    resource: defineResource<Described>({
      schema: described,
      timeouts: limits,
      create: async ({ plan }) => ({ state: { ...plan, id: "1", ports: null, drift: [] } }),
      read: async () => same(),
      delete: async () => {},
      ...verbs,
    }),
  });
}

interface Question {
  readonly prior?: Value;
  readonly plan: Value;
  readonly config?: Value;
  readonly privateText?: string;
  readonly identity?: Value;
}

async function applyTo({ server, signal }: Served, question: Question) {
  const { prior = null, plan, config = plan } = question;
  const answer = await server.applyResourceChange(
    {
      typeName: THING,
      priorState: prior,
      plannedState: plan,
      config,
      privateBytes: bytes(question.privateText ?? ""),
      identity: question.identity,
    },
    signal,
  );
  return {
    state: answer.state,
    told: told(answer.diagnostics),
    privateText: text(answer.privateBytes),
    identity: answer.identity,
  };
}

const apply = (verbs: Verbs, question: Question) => applyTo(serving(verbs), question);
const settle = () => new Promise((resolve) => setImmediate(resolve));

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

describe("Time limits", () => {
  const hang = ({ signal, progress }: { signal: AbortSignal; progress(message: string): void }) =>
    new Promise<never>((_resolve, reject) => {
      progress("pulling the image");
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  const timeouts = (create: Value, update: Value, remove: Value) => object({ create, update, delete: remove });

  it.each<[string, Question, string]>([
    ["create, by default", { plan: planned }, "create test_thing: time-out after 1m"],
    [
      "create, as set",
      { plan: new Map<string, Value>(planned).set("timeouts", timeouts("1h30m", null, null)) },
      "create test_thing: time-out after 1h30m",
    ],
    [
      "update, as set",
      { prior: stored, plan: new Map<string, Value>(stored).set("timeouts", timeouts(null, "90s", null)) },
      "update test_thing: time-out after 1m30s",
    ],
    [
      "delete, as stored",
      { prior: new Map<string, Value>(stored).set("timeouts", timeouts(null, null, "500ms")), plan: null },
      "delete test_thing: time-out after 500ms",
    ],
    [
      "delete, where what is stored is no duration",
      { prior: new Map<string, Value>(stored).set("timeouts", timeouts(null, null, "soon")), plan: null },
      "delete test_thing: time-out after 30s",
    ],
  ])("of %s", async (_what, question, message) => {
    const served = serving({ create: hang, update: hang, delete: hang });
    const answer = applyTo(served, question);
    await settle();
    served.clock.advance(24 * 3_600_000);
    expect((await answer).told[0]).toContain(`Cannot ${message} while pulling the image /`);
  });

  it("end an update with what it has reached", async () => {
    const served = serving({
      update: ({ plan, state, signal, diagnostics }) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => {
            diagnostics.error("Stopped", "One of two is done.");
            resolve({ state: { ...plan, id: state.id, size: 1n, ports: null, drift: [] } });
          }),
        ),
    });
    const answer = applyTo(served, { prior: stored, plan: new Map<string, Value>(stored).set("size", 2) });
    await settle();
    served.server.stopProvider();
    expect(await answer).toMatchObject({
      state: new Map<string, Value>(stored).set("size", 1),
      told: ["error: Stopped / One of two is done."],
    });
  });
});

describe("An identity", () => {
  const identity = identitySchema({ name: requiredForImport(types.string, "Name.") });
  const plain = schema({ description: "", attributes: { name: attribute(types.string, { ...d, required: true }) } });
  type Identity = typeof identity;
  const serveIdentity = (answered: string | undefined) => {
    const change = async ({ plan }: { readonly plan: { readonly name: string } }) => ({
      state: { name: plan.name },
      ...(answered === undefined ? {} : { identity: { name: answered } }),
    });
    return serve({
      resource: defineResource<typeof plain, Identity>({
        schema: plain,
        identity,
        create: change,
        update: change,
        read: async () => same(),
        delete: async () => {},
      }),
    });
  };
  const state = object({ name: "a" });

  it("is stored with the state", async () => {
    expect(await applyTo(serveIdentity("a"), { plan: state })).toMatchObject({ identity: state, told: [] });
  });

  it("is missed after create, and then nothing is saved", async () => {
    const answer = await applyTo(serveIdentity(undefined), { plan: state });
    expect(answer.state).toBeNull();
    expect(answer.told).toEqual([
      "error: Cannot create test_thing: the provider broke a rule / It has an identity schema, but answered without an identity. This is a bug of the provider, not of the configuration; please report it.",
    ]);
  });

  it("stays where update says nothing of it, and must not change", async () => {
    expect(await applyTo(serveIdentity(undefined), { prior: state, plan: state, identity: state })).toMatchObject({
      identity: state,
      told: [],
    });
    const answer = await applyTo(serveIdentity("b"), { prior: state, plan: state, identity: state });
    expect(answer.told[0]).toMatch(/Its identity has changed/);
  });

  it("of what is replaced is not that of the new one", async () => {
    const answer = await applyTo(serveIdentity("b"), { prior: null, plan: state, identity: state });
    expect(answer).toMatchObject({ identity: object({ name: "b" }), told: [] });
  });
});
