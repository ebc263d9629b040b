/** A cluster that stands the loss of a location: three control planes, two pools of workers, load balancers before both. */
import { App } from "cdktf";
import { ClusterStack } from "../../stacks";

const app = new App();
new ClusterStack(app, "ha-cluster", {
  clusterName: "ha-cluster",
  hetzner: { region: "fsn1" },
  nodes: {
    controlPlane: { count: 3, type: "cpx22", locations: ["fsn1", "nbg1", "hel1"] },
    workers: [
      { name: "general", count: 2, type: "cpx32", labels: { tier: "general" } },
      {
        name: "memory",
        count: 1,
        type: "ccx13",
        labels: { tier: "memory" },
        taints: { dedicated: "memory:NoSchedule" },
      },
    ],
  },
  talos: { version: "v1.13.9", extensions: ["siderolabs/qemu-guest-agent"] },
  kubernetes: { version: "1.36.3" },
  loadBalancer: { ingress: [{ ports: [{ listen: 443, target: 30443 }] }] },
});
app.synth();
