/** Random schemas and configurations through a whole life under a small Terraform: no call may break one of its rules. */
import { inspect } from "node:util";
import { defineProvider } from "../../../../provider-bridge/framework/contract/define-provider";
import { defineResource } from "../../../../provider-bridge/framework/contract/define-resource";
import { same } from "../../../../provider-bridge/framework/contract/read-result";
import { createProviderServer } from "../../../../provider-bridge/framework/engine/create-provider-server";
import type { ProviderServer } from "../../../../provider-bridge/framework/engine/provider-server";
import { fieldsType } from "../../../../provider-bridge/framework/schema/cty-type";
import { type Schema, schema } from "../../../../provider-bridge/framework/schema/schema";
import { valuesEqual } from "../../../../provider-bridge/framework/values/equal";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { filled } from "../../../kitchen-sink/fill";
import { FakeCore, type Instance } from "../../../support/fake-core";
import { createRandom, type Random } from "../../../support/random";
import { ConfigMaker, resolved } from "../../../support/random-config";
import { randomSchema } from "../../../support/random-schema";
import { collectingLog } from "../../../support/silent-log";

const TYPE = "test_random";

/** A resource that makes up whatever is unknown, each time anew. */
function serve(described: Schema, updatable: boolean): ProviderServer {
  let changes = 0;
  const resource = defineResource({
    schema: described,
    create: async ({ plan }) => ({ state: filled(described, plan, `create ${++changes}`) }),
    read: async () => same(),
    delete: async () => {},
    ...(updatable ? { update: async ({ plan }) => ({ state: filled(described, plan, `update ${++changes}`) }) } : {}),
  });
  const provider = defineProvider({
    name: "test",
    version: "1.0.0",
    schema: schema({ description: "Test.", attributes: {} }),
    configure: async () => ({}),
    resources: { [TYPE]: () => () => resource },
    dataSources: {},
    ephemeralResources: {},
    functions: {},
  });
  return createProviderServer(provider, { log: collectingLog().log });
}

class Life {
  readonly random: Random;
  readonly replaceInside: boolean;
  readonly schema: Schema;
  readonly core: FakeCore;
  instance: Instance | undefined;
  config: Value = null;

  constructor(seed: number) {
    this.random = createRandom(seed);
    this.replaceInside = this.random.chance(0.2);
    this.schema = randomSchema(this.random, this);
    this.core = new FakeCore(serve(this.schema, this.random.chance(0.8)), TYPE, this.schema, this.random);
  }

  /** Plans with unknowns, applies with what they turned out as; answers the configuration that is in force then. */
  async deploy(): Promise<Value> {
    const unknown = this.replaceInside ? 0 : this.random.pick([0, 0.1, 0.3]);
    const written = new ConfigMaker(this.random, unknown).make(this.schema, this.config);
    const plan = await this.core.plan(this.instance, written.config);
    const known = resolved(this.random, this.schema, written);
    this.config = known;
    this.instance = await this.core.apply(this.instance, plan, known);
    return known;
  }

  /** The same configuration again must change nothing. */
  async settle(config: Value): Promise<void> {
    if (this.instance === undefined) throw new Error("Nothing is stored");
    const read = await this.core.refresh(this.instance);
    expect(valuesEqual(fieldsType(this.schema), read?.state ?? null, this.instance.state)).toBe(true);
    const plan = await this.core.plan(read, config);
    if (plan.action !== "no-op") throw new Error(`Not settled:\n${this.#differences(config, plan.planned)}`);
  }

  /** What a plan would change although nothing has: attribute, mode, configuration, state, plan. */
  #differences(config: Value, planned: Value): string {
    const [configured, stored, plan] = [config, this.instance?.state ?? null, planned].map((value) =>
      value instanceof Map ? value : new Map<string, Value>(),
    );
    return [...fieldsType(this.schema).attributes]
      .filter(([name, type]) => !valuesEqual(type, stored?.get(name) ?? null, plan?.get(name) ?? null))
      .map(([name]) => {
        const shown = { mode: this.schema.attributes[name]?.mode ?? "block", config: configured?.get(name) };
        return inspect(
          { name, ...shown, state: stored?.get(name), plan: plan?.get(name) },
          { depth: 8, breakLength: 120 },
        );
      })
      .join("\n");
  }
}

/** Creates, leaves alone, changes and destroys a random resource. @throws Error naming the seed where a rule is broken. */
export async function live(seed: number): Promise<void> {
  const life = new Life(seed);
  try {
    await life.settle(await life.deploy());
    for (let round = 0; round < 2; round += 1) await life.settle(await life.deploy());
    life.instance = await life.core.apply(life.instance, await life.core.plan(life.instance, null), null);
    expect(life.instance).toBeUndefined();
  } catch (error) {
    throw new Error(`Seed ${seed} breaks a rule`, { cause: error });
  }
}
