/** Every wait of an image's build, made to end: the message says what was waited for, what was seen, how to see more. */
import { startSandbox } from "../../../../sandbox";
import type { FaultRequest } from "../../../../sandbox/world/faults";
import { describeCores } from "../../../support/cores";
import { openProviderStage } from "../../../support/provider-stage";
import { expectTimeOut } from "../talos-machine/told-time-out";

/** Longer than any of these tests. */
const effect = { durationMs: 1e12 };

const WAITS: readonly [FaultRequest, RegExp][] = [
  [
    { door: "hetzner", what: "POST", match: "^/ssh_keys", effect: { delayMs: 3_600_000 } },
    /^making a key for a temporary server$/,
  ],
  [
    { door: "action", what: "create_server", effect },
    /Hetzner to finish "create_server" \(action \d+\), which is at 0 %$/,
  ],
  [
    { door: "action", what: "enable_rescue", effect },
    /Hetzner to finish "enable_rescue" \(action \d+\), which is at 0 %$/,
  ],
  [
    { door: "action", what: "start_server", effect },
    /Hetzner to finish "start_server" \(action \d+\), which is at 0 %$/,
  ],
  [{ door: "ssh", what: "refuse" }, /^waiting for the rescue system of server \d+: Cannot /],
  [{ door: "image-factory", what: "stall" }, /^writing "http\S+raw.xz" to the disk of server \d+: try 1 of 3$/],
  [{ door: "action", what: "stop_server", effect }, /Hetzner to finish "stop_server" \(action \d+\), which is at 0 %$/],
  [
    { door: "action", what: "create_image", effect },
    /Hetzner to finish "create_image" \(action \d+\), which is at 0 %$/,
  ],
];

describeCores("Time-outs of hephaestus_talos_image", (core) => {
  test.each(WAITS)("%j", async (fault, seen) => {
    const sandbox = await startSandbox({ speed: 1_000 });
    const given = await openProviderStage(core, sandbox);
    try {
      sandbox.world.faults.add({ times: 0, ...fault });
      given.write(`resource "hephaestus_talos_image" "it" {
        talos_version = "v1.13.9"
        architecture  = "amd64"
        timeouts      = { create = "4s" }
      }`);
      const said = await given.workspace.fail("apply", "-auto-approve", "-no-color");
      expectTimeOut(said, { seen, look: /^watch the server "hephaestus-image-\S+" and its console at Hetzner/ });
      expect(given.workspace.addresses()).toEqual([]);
    } finally {
      await given.close();
    }
  });
});
