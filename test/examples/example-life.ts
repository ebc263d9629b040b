/** The life of an example on the sandbox: deployed, planned empty, drifted, mended, destroyed. */
import { drift } from "../../sandbox/world/drift";
import type { Core } from "../../scripts/cores";
import { StackStage } from "../support/stack-stage";

/** What an example is, as far as a test of its life must know. */
export interface ExampleLife {
  /** Names of all servers of its stack. */
  readonly servers: readonly string[];
  /** The server that is tampered with, and a text of its configuration that is then another. */
  readonly tampered: { readonly server: string; readonly from: string; readonly to: string };
}

/** No life takes longer, even on a busy machine. */
export const LIFE_LIMIT_MS = 900_000;

/** Lives it, once. */
export async function live(core: Core, name: string, life: ExampleLife): Promise<void> {
  const stage = await StackStage.start(core);
  try {
    await stage.example(name);
    await stage.apply();
    expect(stage.serverNames()).toEqual([...life.servers].sort());
    expect(await stage.plan()).toEqual([]);
    await expectDrift(stage, life);
    await stage.apply();
    expect(await stage.plan()).toEqual([]);
    await stage.destroy();
    expect(stage.leftOver()).toEqual([]);
  } finally {
    await stage.close();
  }
}

async function expectDrift(stage: StackStage, { tampered: { server, from, to } }: ExampleLife): Promise<void> {
  const { world } = stage.sandbox;
  const found = [...world.state.servers.values()].find(({ name }) => name === server);
  const labels = { ...found?.labels, "hephaestus/cluster": "somebody-elses" };
  drift(world, { op: "guest", id: server, what: "config", set: { from, to } });
  drift(world, { op: "change", type: "server", id: server, set: { labels } });
  const changes = await stage.plan();
  const told = changes.map(({ address, action, attributes }) => [action, address.replace(/\..*/, ""), ...attributes]);
  expect(told.map((words) => words.join(" ")).sort()).toEqual([
    "update hcloud_server labels",
    expect.stringMatching(/^update hephaestus_talos_machine (.* )?drift\b/),
  ]);
}
