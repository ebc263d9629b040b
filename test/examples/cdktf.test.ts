/** The smallest cdktf example; the others are long (cdktf.long.test.ts). */
import { describeCores } from "../support/cores";
import { playExample, thingsIn } from "./played-example";

describeCores("the example minimal", (core) => {
  test("is deployed, planned empty and destroyed", async () => {
    const { sandbox, workspace, close } = await playExample("minimal", core);
    try {
      await workspace.apply();
      expect([...sandbox.world.state.servers.values()].map(({ name }) => name)).toEqual(["minimal-control-plane-1"]);
      expect(await workspace.planIsEmpty()).toBe(true);
      const kubeconfig = await workspace.succeed("output", "-raw", "kubeconfig");
      expect(kubeconfig).toMatch(/^\s*server: https:\/\/127\.\d+\.\d+\.\d+:6443$/m);
      await workspace.succeed("destroy", "-auto-approve", "-input=false", "-no-color");
      expect(thingsIn(sandbox)).toBe(0);
    } finally {
      await close();
    }
  }, 180_000);
});
