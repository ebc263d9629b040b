/** Control planes on one kind of processor, workers on both: an image is made for each. */
import { App } from "cdktf";
import { ClusterStack } from "../../stacks";

const app = new App();
new ClusterStack(app, "mixed-arch", {
  clusterName: "mixed-arch",
  hetzner: { region: "nbg1" },
  nodes: {
    controlPlane: { count: 1, type: "cax11" },
    workers: [
      { name: "arm", count: 1, type: "cax21" },
      { name: "intel", count: 1, type: "cpx32" },
    ],
  },
});
app.synth();
