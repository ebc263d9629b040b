/** A cluster whose secrets are kept elsewhere: it deploys, plans nothing, and no secret of the bundle is in the state. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secrets } from "../../provider-bridge/talos-config";
import { ClusterStack } from "../../stacks";
import { describeCores } from "../support/cores";
import { StackStage } from "../support/stack-stage";

describeCores("secrets that are kept elsewhere", (core) => {
  test("serve a cluster from deploy to destroy, and stay out of its state", async () => {
    const stage = await StackStage.start(core);
    try {
      const bundle = await secrets().makeBundle({ now: new Date() });
      await stage.synthesise("safe", (app) => {
        new ClusterStack(app, "safe", {
          clusterName: "safe",
          hetzner: { region: "hel1" },
          nodes: { controlPlane: { count: 1, type: "cpx22" }, workers: { count: 1, type: "cpx22" } },
          talos: { secrets: "ephemeral" },
        });
      });
      const variables = join(stage.workspace.folder, "cdktf.out/stacks/safe/secrets.auto.tfvars.json");
      writeFileSync(variables, JSON.stringify({ secrets_yaml: secrets().writeBundle(bundle) }));
      await stage.apply();
      expect(await stage.plan()).toEqual([]);
      const state = readFileSync(join(stage.workspace.folder, "terraform.safe.tfstate"), "utf8");
      const kept = [
        bundle.secrets?.bootstrapToken,
        bundle.trustdInfo?.token,
        bundle.certs?.os?.key,
        bundle.certs?.k8s?.key,
      ];
      for (const secret of kept) {
        expect(secret).toMatch(/.{8}/);
        expect(state).not.toContain(secret);
      }
      await stage.destroy();
      expect(stage.leftOver()).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});
