import type { TerraformProvider } from "cdktf";

/** What {@link EphemeralSecrets} takes. */
export interface EphemeralSecretsProps {
  /** The text of a `secrets.yaml`, as a rule an ephemeral variable. */
  readonly secretsYaml: string;
  /** Version of Talos that they were made for. @default v1.13 */
  readonly versionContract?: string;
  /**
   * The provider configuration that opens the bundle. It must be another one than that of the cluster, whose
   * `talosClientConfiguration` comes out of the bundle. @default the one without alias
   */
  readonly provider?: TerraformProvider;
}
