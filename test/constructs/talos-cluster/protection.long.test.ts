/** A protected cluster: its destroy is refused before anything has begun, and goes when the protection is taken off. */
import { ClusterStack } from "../../../stacks";
import { describeCores } from "../../support/cores";
import { StackStage } from "../../support/stack-stage";

const LIMIT_MS = 600_000;

describeCores("A protected cluster", (core) => {
  test(
    "is refused to be destroyed with every server running, and goes when it is no longer protected",
    async () => {
      const stage = await StackStage.start(core);
      const synthesise = (isProtected: boolean) =>
        stage.synthesise("kept", (app) => {
          const volumes = [{ name: "data", sizeGiB: 10 }];
          const controlPlane = { count: 1, type: "cpx22", protection: isProtected, volumes };
          const props = { clusterName: "kept", hetzner: { region: "hel1" }, nodes: { controlPlane } };
          new ClusterStack(app, "kept", { ...props, destroyProtection: isProtected });
        });
      try {
        await synthesise(true);
        await stage.apply();
        const refused = await stage.attempt("destroy", "-auto-approve", "-input=false", "-no-color");
        expect(refused.code).toBe(1);
        expect(refused.stderr).toMatch(/instance cannot be destroyed/i);
        const { servers, volumes } = stage.sandbox.world.state;
        expect([...servers.values()].map(({ status }) => status)).toEqual(["running"]);
        expect([...volumes.values()].every(({ serverId }) => serverId !== null)).toBe(true);
        expect(await stage.plan()).toEqual([]);
        await synthesise(false);
        await stage.apply();
        await stage.destroy();
        expect(stage.leftOver()).toEqual([]);
      } finally {
        await stage.close();
      }
    },
    LIMIT_MS,
  );
});
