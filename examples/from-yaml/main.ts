/** A cluster that a file describes. `npx hephaestus synth cluster.yaml` does the same without a line of code. */
import { resolve } from "node:path";
import { App } from "cdktf";
import { clusterFromYaml } from "../../stacks";

const app = new App();
clusterFromYaml(app, resolve(__dirname, "cluster.yaml"));
app.synth();
