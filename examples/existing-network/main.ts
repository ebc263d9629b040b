/** Our constructs in a stack that is yours: your network, your own resources beside the cluster, your provider blocks. */
import { App, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { TalosCluster } from "../../constructs";
import { HcloudProvider, Network, NetworkSubnet, Server } from "../../constructs/bindings/hcloud";
import { HephaestusProvider } from "../../stacks";

class CompanyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new HcloudProvider(this, "hcloud");
    new HephaestusProvider(this, "hephaestus");

    const network = new Network(this, "company", { name: "company", ipRange: "10.8.0.0/16" });
    const subnet = new NetworkSubnet(this, "offices", {
      networkId: Token.asNumber(network.id),
      networkZone: "eu-central",
      type: "cloud",
      ipRange: "10.8.1.0/24",
    });
    new Server(this, "bastion", { name: "bastion", serverType: "cx23", image: "debian-13", location: "hel1" });

    const cluster = new TalosCluster(this, "cluster", {
      clusterName: "company",
      hetzner: { region: "hel1" },
      network: { id: network.id, cidr: "10.8.0.0/16" },
      nodes: { controlPlane: { count: 1, type: "cpx22" }, workers: { count: 1, type: "cpx22" } },
    });
    new TerraformOutput(this, "endpoint", { value: cluster.endpoint });
    new TerraformOutput(this, "offices_gateway", { value: subnet.gateway });
  }
}

const app = new App();
new CompanyStack(app, "existing-network");
app.synth();
