/** The long form of cluster.yaml: deployed as it stands, planned empty, destroyed, under terraform and tofu. */
import { resolve } from "node:path";
import { clusterFromYaml } from "../../stacks";
import { describeCores } from "../support/cores";
import { StackStage } from "../support/stack-stage";
import { LIFE_LIMIT_MS } from "./example-life";

const LONG = resolve(__dirname, "../../examples/from-yaml/long.yaml");

describeCores("The long form of cluster.yaml", (core) => {
  test(
    "comes up with everything that can be said of a cluster, and leaves nothing",
    async () => {
      const stage = await StackStage.start(core);
      try {
        await stage.synthesise("long", (app) => void clusterFromYaml(app, LONG));
        await stage.apply();
        const [one, two] = ["long-general-1", "long-general-3"];
        const controlPlanes = [1, 2, 3].map((number) => `long-control-plane-${number}`);
        expect(stage.serverNames()).toEqual(["long-arm-1", ...controlPlanes, one, two]);
        expect(await stage.plan()).toEqual([]);
        await stage.destroy();
        expect(stage.leftOver()).toEqual([]);
      } finally {
        await stage.close();
      }
    },
    LIFE_LIMIT_MS,
  );
});
