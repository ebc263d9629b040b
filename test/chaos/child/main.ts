/**
 * A process that plays the provider under Terraform: it refreshes, plans and applies one resource, and is killed on the
 * way where its order says so. Started by the harness: `node CHILD FOLDER`, with `order.json` in the folder.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../../provider-bridge/clients/transport";
import { createProviderServer } from "../../../provider-bridge/framework/engine/create-provider-server";
import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import type { ObjectType } from "../../../provider-bridge/framework/types/type";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { decodeJson, encodeJson } from "../../../provider-bridge/protocol/values";
import { createProvider } from "../../../provider-bridge/provider";
import { CoreError, FakeCore, type Instance } from "../../support/fake-core";
import { createRandom } from "../../support/random";
import { collectingLog } from "../../support/silent-log";
import type { Order, Report, StoredInstance } from "../orders";
import { listenToCalls } from "./outgoing-calls";

/** What is stored when an apply fails: what the provider answered, and not what was there before. */
interface Stored {
  instance: Instance | undefined;
}

async function main(folder: string): Promise<void> {
  const order: Order = JSON.parse(readFileSync(join(folder, "order.json"), "utf8"));
  const { log, lines } = collectingLog();
  let aheadMs = order.aheadMs;
  const clock = { ...systemClock, now: () => Date.now() + aheadMs };
  const provider = createProvider(process.env, { clients: { clock } });
  const server = createProviderServer(provider, { log });
  const stored: Stored = { instance: undefined };
  const type = server.types.resource(order.typeName);
  const { signal } = new AbortController();
  const nothing = decodeJson(Buffer.from("{}"), server.types.provider());
  await server.configureProvider({ config: nothing, terraformVersion: "1.11.4" }, signal);
  const schema = server.getProviderSchema().resources.get(order.typeName);
  if (schema === undefined) throw new RangeError(`Cannot play "${order.typeName}": there is no such resource`);
  const prior = order.prior === null ? undefined : instanceOf(order.prior, type);
  stored.instance = prior;
  const config = order.config === null ? null : decodeJson(Buffer.from(JSON.stringify(order.config)), type);
  const { strike, hosts, wrongAnswers } = order;
  const listen = listenToCalls({ strike, hosts, wrongAnswers, record: join(folder, "calls") });
  const core = new FakeCore(remembering(server, stored, listen), order.typeName, schema, createRandom(1));
  const report = await run(order, { core, stored, config, type, rightTime: () => (aheadMs = 0) });
  writeFileSync(join(folder, "report.json"), JSON.stringify(report));
  writeFileSync(join(folder, "log"), lines.map(({ level, message }) => `${level} ${message}`).join("\n"));
  process.exit(0);
}

interface Played {
  readonly core: FakeCore;
  readonly stored: Stored;
  readonly config: Value;
  readonly type: ObjectType;
  readonly rightTime: () => void;
}

async function run(order: Order, { core, stored, config, type, rightTime }: Played): Promise<Report> {
  const told = (action: string, errors: readonly string[], secondPlanIsEmpty: boolean | null): Report => ({
    instance: stored.instance === undefined ? null : written(stored.instance, type),
    action,
    errors,
    secondPlanIsEmpty,
  });
  let action = "none";
  try {
    let instance = stored.instance;
    if (order.refresh && instance !== undefined) instance = await core.refresh(instance);
    stored.instance = instance;
    if (instance === undefined && config === null) return told("gone", [], null);
    const plan = await core.plan(instance, config);
    action = plan.action;
    stored.instance = await core.apply(instance, plan, config);
    rightTime();
    if (!order.planAgain || stored.instance === undefined) return told(action, [], null);
    const seen = await core.refresh(stored.instance);
    const second = seen === undefined ? undefined : await core.plan(seen, config);
    return told(action, [], second?.action === "no-op");
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return told(action, [error.message], null);
  }
}

/**
 * The same engine; what it stores is known although Terraform's small stand-in ends with the first error. Calls count
 * from here to the answer: those of a plan are no part of the verb.
 */
function remembering(server: ProviderServer, stored: Stored, listen: (isListening: boolean) => void): ProviderServer {
  const applyResourceChange: ProviderServer["applyResourceChange"] = async (request, signal) => {
    listen(true);
    const answer = await server.applyResourceChange(request, signal);
    listen(false);
    const { state, privateBytes, identity } = answer;
    stored.instance = state === null ? undefined : { state, privateBytes, identity };
    return answer;
  };
  return new Proxy(server, {
    get: (target, name) => (name === "applyResourceChange" ? applyResourceChange : boundMember(target, name)),
  });
}

function boundMember(target: ProviderServer, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name);
  return typeof member === "function" ? member.bind(target) : member;
}

function instanceOf({ state, privateBase64 }: StoredInstance, type: ObjectType): Instance {
  const value = decodeJson(Buffer.from(JSON.stringify(state)), type);
  return { state: value, privateBytes: new Uint8Array(Buffer.from(privateBase64, "base64")), identity: undefined };
}

function written({ state, privateBytes }: Instance, type: ObjectType): StoredInstance {
  const json: unknown = JSON.parse(Buffer.from(encodeJson(state, type)).toString("utf8"));
  return { state: json, privateBase64: Buffer.from(privateBytes).toString("base64") };
}

void main(process.argv[2] ?? "");
