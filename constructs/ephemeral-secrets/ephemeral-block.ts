import { type IResolvable, ref, TerraformElement, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

/** What an ephemeral block says, besides its provider; the names are Terraform's. */
export type EphemeralArguments = Readonly<Record<string, unknown>>;

/** An `ephemeral` block: a value for the time of a run, in no plan and no state. cdktf 0.21 knows none. */
export class EphemeralBlock extends TerraformElement {
  private readonly type: string;
  private readonly given: EphemeralArguments;
  private readonly provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, type: string, given: EphemeralArguments, provider?: TerraformProvider) {
    super(scope, id, type);
    this.type = type;
    this.given = given;
    this.provider = provider;
  }

  /** A reference to what it gives; only other ephemeral things, write-only attributes and provider blocks may have it. */
  attribute(name: string): IResolvable {
    return ref(`ephemeral.${this.type}.${this.friendlyUniqueId}.${name}`);
  }

  override toTerraform(): object {
    const provider = this.provider === undefined ? {} : { provider: this.provider.fqn };
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: { ...this.given, ...provider } } } };
  }
}
