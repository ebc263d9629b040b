/** Who cannot be reached is not gone: each part of a whole cluster in turn, through refresh, plan and destroy. */
import { describeCores } from "../../../support/cores";
import { UNREACHABLE, UnreachableCluster, warnedOf } from "./unreachable-cluster";

describeCores("A cluster of ours, of which something is unreachable", (core) => {
  // Each has a sandbox of its own and mostly waits: they wait side by side.
  test.concurrent.each(UNREACHABLE)(
    "$what: nothing is lost, and plan and destroy go on",
    async (unreachable) => {
      const cluster = await UnreachableCluster.start(core);
      try {
        const { workspace } = cluster;
        const before = cluster.state();
        const end = cluster.begin(unreachable);
        const plan = await workspace.run(["plan", "-json", "-detailed-exitcode"]);
        expect({ code: plan.code, warned: warnedOf(plan.stdout) }).toEqual({ code: 0, warned: unreachable.warned });
        const refresh = await workspace.run(["apply", "-refresh-only", "-auto-approve", "-json"]);
        expect({ code: refresh.code, warned: warnedOf(refresh.stdout) }).toEqual({
          code: 0,
          warned: unreachable.warned,
        });
        expect(cluster.state()).toEqual(before);
        const destroy = await workspace.run(["destroy", "-auto-approve", "-no-color"]);
        expect([destroy.code === 0, workspace.addresses()]).toEqual([
          unreachable.stays.length === 0,
          unreachable.stays,
        ]);
        end();
        await workspace.succeed("destroy", "-auto-approve", "-no-color");
        expect(workspace.addresses()).toEqual([]);
      } finally {
        await cluster.close();
      }
    },
    600_000,
  );
});
