/** What each mode of ApplyConfiguration does to a machine that runs, and says, by version. */
import type * as grpc from "@grpc/grpc-js";
import { ApplyConfigurationRequestMode as Mode } from "../../../../wire/talos/generated/machine";
import { config as configResources } from "../../../../wire/talos-resources/generated/config";
import { eventually, machineCall, resourceSpec } from "../talos-calls";
import { type Single, TalosStage } from "../talos-stage";

/** What is in force ("v1alpha1") or on the disk ("persistent"). */
async function configOf(client: grpc.Client, id: "v1alpha1" | "persistent"): Promise<string> {
  const spec = await resourceSpec(client, "config", "MachineConfigs.config.talos.dev", id);
  return Buffer.from(configResources.decode("MachineConfigSpec", spec).yamlMarshalled).toString("utf8");
}

/** A change that is applied live, and one that only a reboot brings about. */
const live = (text: string, value: string) =>
  text.replace("type: controlplane", `type: controlplane\n    sysctls:\n        a.b: ${value}`);
const cold = (text: string, value: string) =>
  text.replace("type: controlplane", `type: controlplane\n    env:\n        A: ${value}`);

describe.each([
  [9, "v1.9.6"],
  [12, "v1.12.11"],
  [13, "v1.13.9"],
])("Talos 1.%i", (_minor, version) => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp", version);
  }, 30_000);
  afterAll(() => stage.close());

  const apply = async (text: string, mode: number, more: object = {}) => {
    const { messages } = await machineCall(only.client, "ApplyConfiguration", {
      data: Buffer.from(text),
      mode,
      ...more,
    });
    return messages[0];
  };
  const boots = () => only.server.bootCount;
  const rebooted = async (before: number) => {
    await eventually(boots, (count) => count === before + 1);
    await stage.running(only.client);
  };

  it("a dry run says what would be, and changes nothing", async () => {
    const reply = await apply(live(only.text, "1"), Mode.AUTO, { dryRun: true });
    expect(reply?.mode).toBe(Mode.NO_REBOOT);
    expect(reply?.modeDetails.split("\n").slice(0, 3)).toEqual([
      "Dry run summary:",
      "Applied configuration without a reboot (skipped in dry-run).",
      "Config diff:",
    ]);
    expect(reply?.modeDetails).toContain("+        a.b: 1");
    expect((await apply(only.text, Mode.AUTO, { dryRun: true }))?.modeDetails).toContain("No changes.");
    expect((await apply(cold(only.text, "1"), Mode.AUTO, { dryRun: true }))?.mode).toBe(Mode.REBOOT);
    expect(await configOf(only.client, "v1alpha1")).toBe(only.text);
  });

  it("AUTO applies live what can be, and reboots for the rest", async () => {
    const before = boots();
    expect(await apply(live(only.text, "2"), Mode.AUTO)).toMatchObject({
      mode: Mode.NO_REBOOT,
      modeDetails: "Applied configuration without a reboot",
    });
    expect(await configOf(only.client, "v1alpha1")).toContain("a.b: 2");
    expect(boots()).toBe(before);
    const reply = await apply(cold(only.text, "2"), Mode.AUTO);
    expect(reply?.mode).toBe(Mode.REBOOT);
    expect(reply?.modeDetails).toMatch(
      /^Applied configuration with a reboot: this config change can't be applied in immediate mode\ndiff:\n/,
    );
    await rebooted(before);
    expect(await configOf(only.client, "v1alpha1")).toContain("A: 2");
    await apply(only.text, Mode.REBOOT);
    await rebooted(before + 1);
  });

  it("NO_REBOOT and TRY refuse what only a reboot changes", async () => {
    for (const mode of [Mode.NO_REBOOT, Mode.TRY]) {
      await expect(apply(cold(only.text, "3"), mode)).rejects.toMatchObject({ code: 3 });
    }
    expect(await configOf(only.client, "persistent")).toBe(only.text);
  });

  it("REBOOT reboots for anything, STAGED waits for the next boot", async () => {
    const before = boots();
    expect(await apply(live(only.text, "4"), Mode.REBOOT)).toMatchObject({
      mode: Mode.REBOOT,
      modeDetails: "Applied configuration with a reboot",
    });
    await rebooted(before);
    expect(await configOf(only.client, "v1alpha1")).toContain("a.b: 4");
    expect(await apply(cold(only.text, "5"), Mode.STAGED)).toMatchObject({
      mode: Mode.STAGED,
      modeDetails: "Staged configuration to be applied after the next reboot",
    });
    expect(await configOf(only.client, "v1alpha1")).toContain("a.b: 4");
    expect(await configOf(only.client, "persistent")).toContain("A: 5");
    await machineCall(only.client, "Reboot", {});
    await rebooted(before + 1);
    expect(await configOf(only.client, "v1alpha1")).toContain("A: 5");
    await apply(only.text, Mode.REBOOT);
    await rebooted(before + 2);
  });

  it("TRY takes it back when its time is over, and any other application makes it stay", async () => {
    const tryModeTimeout = { seconds: 0n, nanos: 300_000_000 };
    expect((await apply(live(only.text, "6"), Mode.TRY, { tryModeTimeout }))?.modeDetails).toBe(
      "Applied configuration without a reboot\nThe config is applied in 'try' mode and will be automatically reverted back in 300ms",
    );
    expect(await configOf(only.client, "v1alpha1")).toContain("a.b: 6");
    expect(await configOf(only.client, "persistent")).toBe(only.text);
    await eventually(
      () => configOf(only.client, "v1alpha1"),
      (text) => text === only.text,
    );
    const reply = await apply(live(only.text, "7"), Mode.TRY);
    expect(reply?.modeDetails).toContain("reverted back in 1m0s");
    await apply(only.text, Mode.NO_REBOOT);
    expect(await configOf(only.client, "v1alpha1")).toBe(only.text);
  });

  it.each([
    ["nothing", ""],
    ["no YAML", "machine: {"],
    ["an unknown key", "version: v1alpha1\nmachine:\n    hammer: 1\n"],
    ["no main document", "apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: x\nurl: udp://127.0.0.1:5\n"],
    ["a list", "- a\n"],
    ["depth", "[".repeat(100_000)],
    ["depth in braces", `${"{a: ".repeat(50_000)}1${"}".repeat(50_000)}`],
    ["many aliases", `a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n`],
    ["bytes", "\u0000\u0001\u0002"],
    ["half of itself", "half"],
    ["nine megabytes", `version: v1alpha1\n# ${"x".repeat(9 * 1024 * 1024)}\n`],
  ])("refuses %s, and works on", async (_what, text) => {
    const data = text === "half" ? only.text.slice(0, only.text.indexOf("crt:") + "crt: LS0tL".length) : text;
    await expect(apply(data, Mode.AUTO)).rejects.toMatchObject({ code: 3 });
    expect(await configOf(only.client, "v1alpha1")).toBe(only.text);
  });
});

describe("Talos 1.14", () => {
  it("has no REBOOT any more, and finds everything applicable", async () => {
    const stage = await TalosStage.start();
    try {
      const { server, client, text } = await stage.single("cp", "v1.14.0");
      const before = server.bootCount;
      const data = Buffer.from(cold(text, "1"));
      await expect(
        machineCall(client, "ApplyConfiguration", { data, mode: Mode.REBOOT, dryRun: true }),
      ).rejects.toMatchObject({ code: 12 });
      const { messages } = await machineCall(client, "ApplyConfiguration", { data, mode: Mode.AUTO });
      expect(messages[0]?.mode).toBe(Mode.NO_REBOOT);
      expect(server.bootCount).toBe(before);
    } finally {
      await stage.close();
    }
  }, 30_000);
});
