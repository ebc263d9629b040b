import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * A value as it was when it was first applied. (`terraform_data`, which every Terraform has. cdktf's own class for it
 * starts terraform at each synth, to ask for its version.)
 */
export class PinnedValue extends TerraformResource {
  private readonly pinned: string;

  constructor(scope: Construct, id: string, value: string) {
    super(scope, id, { terraformResourceType: "terraform_data", lifecycle: { ignoreChanges: ["input"] } });
    this.pinned = value;
  }

  /** The value that was applied first. */
  get value(): string {
    return this.getStringAttribute("output.value");
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    return { input: { value: this.pinned } };
  }

  protected override synthesizeHclAttributes(): Readonly<Record<string, unknown>> {
    return { input: { value: { value: this.pinned }, isBlock: false, type: "map", storageClassType: "stringMap" } };
  }
}
