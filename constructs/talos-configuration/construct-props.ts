import type { EphemeralSecrets } from "../ephemeral-secrets/construct";
import type { ConfigPatch } from "../node-pool/props";
import type { ProviderProps } from "../props/providers";
import type { ConfigurationTarget } from "./props";

/** What {@link TalosConfiguration} takes. */
export interface TalosConfigurationProps extends ConfigurationTarget, ProviderProps {
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** More addresses for the certificate of the Kubernetes API. @default none */
  readonly endpointSans?: readonly string[];
  /** More patches for control planes, before the user's. @default none */
  readonly controlPlanePatches?: readonly ConfigPatch[];
  /** Secrets that are kept elsewhere. @default secrets are made, and kept in state */
  readonly ephemeralSecrets?: EphemeralSecrets;
  /** Whether Terraform refuses to destroy the secrets. @default false */
  readonly preventDestroy?: boolean;
}
