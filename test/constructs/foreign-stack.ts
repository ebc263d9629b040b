/** A stack as a company has it: other bindings, aliased providers, two clusters, and resources of its own around them. */
import {
  DataResource,
  TerraformIterator,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import { TalosCluster } from "../../constructs";
import { HephaestusProvider } from "../../stacks";

const METADATA = { providerName: "hcloud", providerVersion: "1.68.0", providerVersionConstraint: "~> 1.60" };

/** A provider block as `cdktf get` generates it: a class that our bindings know nothing of. */
class GeneratedHcloudProvider extends TerraformProvider {
  readonly #given: string | undefined;

  constructor(scope: Construct, id: string, alias?: string) {
    super(scope, id, {
      terraformResourceType: "hcloud",
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: "hetznercloud/hcloud",
    });
    this.#given = alias;
  }

  override get alias(): string | undefined {
    return this.#given;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.alias === undefined ? {} : { alias: this.alias };
  }
}

/** A resource of generated bindings. */
class GeneratedNetwork extends TerraformResource {
  readonly #range: string;

  constructor(scope: Construct, id: string, range: string) {
    super(scope, id, { terraformResourceType: "hcloud_network", terraformGeneratorMetadata: METADATA });
    this.#range = range;
  }

  get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { name: "company", ip_range: this.#range };
  }
}

/** Two clusters: one on the ambient provider in the company's network, one on an aliased provider in its own. */
export class CompanyStack extends TerraformStack {
  readonly ambient: TalosCluster;
  readonly aliased: TalosCluster;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new GeneratedHcloudProvider(this, "hcloud");
    new HephaestusProvider(this, "hephaestus");
    const hcloudProvider = new GeneratedHcloudProvider(this, "hcloud-eu", "eu");
    const hephaestusProvider = new HephaestusProvider(this, "hephaestus-eu", { alias: "eu" });
    const network = new GeneratedNetwork(this, "company", "10.8.0.0/16");
    const one = { hetzner: { region: "hel1" }, nodes: { controlPlane: { count: 1, type: "cpx22" } } };
    const existing = { id: network.id, cidr: "10.8.0.0/16" };
    this.ambient = new TalosCluster(this, "ambient", { ...one, clusterName: "ambient", network: existing });
    const providers = { hcloudProvider, hephaestusProvider };
    this.aliased = new TalosCluster(this, "aliased", { ...one, ...providers, clusterName: "aliased" });
    const nodes = [...this.ambient.nodes, ...this.aliased.nodes];
    const each = TerraformIterator.fromMap(Object.fromEntries(nodes.map(({ name, privateIp }) => [name, privateIp])));
    new DataResource(this, "inventory", { forEach: each, input: { name: each.key, address: each.value } });
    new TerraformOutput(this, "endpoints", { value: [this.ambient.endpoint, this.aliased.endpoint] });
  }
}
