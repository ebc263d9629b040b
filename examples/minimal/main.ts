/** One node that is control plane and worker at once: the smallest cluster. In your project, import from "@yaklab/hephaestus". */
import { App } from "cdktf";
import { ClusterStack } from "../../stacks";

const app = new App();
new ClusterStack(app, "minimal", {
  clusterName: "minimal",
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cax11" } },
});
app.synth();
