/** The cluster by our stack; a program of its own, bundled and run by `npm run bench -- synth`. */
import { join } from "node:path";
import { CLUSTER, COUNTS, folders, REGION, SERVER_TYPE, timed } from "./shape";

const { library, outdir } = folders();
const ours = (): typeof import("../../stacks") => require(join(library, "stacks"));

timed(
  () => require("cdktf"),
  ours,
  () => {
    const { ClusterStack, makeApp } = ours();
    const app = makeApp(outdir);
    new ClusterStack(app, CLUSTER, {
      clusterName: CLUSTER,
      hetzner: { region: REGION },
      nodes: {
        controlPlane: { count: COUNTS.controlPlane, type: SERVER_TYPE },
        workers: { count: COUNTS.worker, type: SERVER_TYPE },
      },
    });
    app.synth();
  },
);
