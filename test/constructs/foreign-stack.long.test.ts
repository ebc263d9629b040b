import { describeCores } from "../support/cores";
import { StackStage } from "../support/stack-stage";
import { CompanyStack } from "./foreign-stack";

describeCores("A foreign stack with two clusters", (core) => {
  test("deploys with ambient and aliased providers, plans nothing, and leaves nothing", async () => {
    const stage = await StackStage.start(core);
    try {
      await stage.synthesise("company", (app) => void new CompanyStack(app, "company"));
      await stage.apply();
      expect(stage.serverNames()).toEqual(["aliased-control-plane-1", "ambient-control-plane-1"]);
      expect(await stage.output("endpoints")).toEqual([
        expect.stringMatching(/^https:\/\/127\.[\d.]+:6443$/),
        expect.stringMatching(/^https:\/\/127\.[\d.]+:6443$/),
      ]);
      expect(await stage.plan()).toEqual([]);
      await stage.destroy();
      expect(stage.leftOver()).toEqual([]);
    } finally {
      await stage.close();
    }
  }, 600_000);
});
