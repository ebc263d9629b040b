import { type IResolvable, TerraformElement, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import { DataTalosMachineConfig, TalosSecrets } from "../bindings/hephaestus";
import { EphemeralBlock } from "../ephemeral-secrets/ephemeral-block";
import type { ConfigPatch } from "../node-pool/props";
import { checkProps } from "../props/check-props";
import { hephaestusOf } from "../props/providers";
import { jsonText, literalText } from "../props/terraform-text";
import type { TalosConfigurationProps } from "./construct-props";
import { rolePatches } from "./role-patches";
import { talosConfigurationChecks } from "./rules";

/** A machine configuration as `hephaestus_talos_machine` takes it: in state, or write-only. */
export type MachineConfigInput =
  | { readonly machineConfig: string }
  | { readonly machineConfigWo: string; readonly machineConfigWoVersion: number };

/**
 * The secrets of a cluster, and one machine configuration for each role. What comes from resources is handed over by
 * locals: a data source that names a resource with any pending change is read only during apply, and every plan would
 * then say that all machines change.
 */
export class TalosConfiguration extends Construct {
  /** Credentials of an administrator for the Talos API; undefined where the provider block has them. */
  readonly clientConfiguration: IResolvable | undefined;
  /** Undefined for secrets that are kept elsewhere. */
  readonly secrets: TalosSecrets | undefined;
  readonly contractMinor: number;
  private readonly props: TalosConfigurationProps;
  private readonly machineSecrets: IResolvable;
  private readonly endpoint: TerraformLocal;
  private readonly configs = new Map<string, MachineConfigInput>();

  constructor(scope: Construct, id: string, props: TalosConfigurationProps) {
    super(scope, id);
    checkProps(`TalosConfiguration "${id}"`, props, talosConfigurationChecks);
    this.props = props;
    this.contractMinor = props.contractMinor;
    this.endpoint = new TerraformLocal(this, "endpoint", props.endpoint);
    if (props.ephemeralSecrets !== undefined) {
      this.machineSecrets = props.ephemeralSecrets.machineSecrets;
      return;
    }
    this.secrets = this.makeSecrets();
    this.clientConfiguration = this.secrets.clientConfiguration;
    // The one reading of a local that gives a reference of no type.
    this.machineSecrets = new TerraformLocal(this, "machine-secrets", this.secrets.machineSecrets).asBoolean;
  }

  /** The configuration of a role, as a machine takes it; made when it is first asked for. */
  machineConfig(role: "control-plane" | "worker"): MachineConfigInput {
    const known = this.configs.get(role);
    if (known !== undefined) return known;
    const patches = new TerraformLocal(this, `${role}-patches`, this.patches(role)).asList;
    const made =
      this.props.ephemeralSecrets === undefined ? this.inState(role, patches) : this.ephemeral(role, patches);
    this.configs.set(role, made);
    return made;
  }

  private makeSecrets(): TalosSecrets {
    const { contractMinor, preventDestroy, talos } = this.props;
    const secrets = new TalosSecrets(this, "secrets", {
      ...hephaestusOf(this.props),
      versionContract: `v1.${contractMinor}`,
      ...(preventDestroy === true ? { lifecycle: { preventDestroy: true } } : {}),
    });
    if (talos.secretsFile !== undefined) new ImportBlock(this, "secrets-import", secrets, talos.secretsFile);
    return secrets;
  }

  private inState(role: "control-plane" | "worker", configPatches: string[]): MachineConfigInput {
    const { clusterName: cluster, kubernetes } = this.props;
    const { machineConfig } = new DataTalosMachineConfig(this, role, {
      ...hephaestusOf(this.props),
      ...{ cluster, configPatches, machineSecrets: this.machineSecrets, kubernetesVersion: kubernetes.version },
      clusterEndpoint: this.endpoint.asString,
      machineType: role === "worker" ? "worker" : "controlplane",
      versionContract: `v1.${this.contractMinor}`,
    });
    return { machineConfig };
  }

  /** The provider sees a change by the hashes of its documents; the version need not be counted. */
  private ephemeral(role: "control-plane" | "worker", patches: string[]): MachineConfigInput {
    const { clusterName: cluster, kubernetes, hephaestusProvider } = this.props;
    const given = {
      ...{ cluster, cluster_endpoint: this.endpoint.asString, config_patches: patches },
      machine_type: role === "worker" ? "worker" : "controlplane",
      machine_secrets: this.machineSecrets,
      version_contract: `v1.${this.contractMinor}`,
      ...(kubernetes.version === undefined ? {} : { kubernetes_version: kubernetes.version }),
    };
    const config = new EphemeralBlock(this, role, "hephaestus_talos_machine_config", given, hephaestusProvider);
    return { machineConfigWo: Token.asString(config.attribute("machine_config")), machineConfigWoVersion: 1 };
  }

  private patches(role: "control-plane" | "worker"): readonly string[] {
    const { talos, kubernetes, endpointSans = [], controlPlanePatches = [] } = this.props;
    const certSans = [...endpointSans, ...(kubernetes.certSans ?? [])];
    const target = certSans.length === 0 ? this.props : { ...this.props, kubernetes: { ...kubernetes, certSans } };
    const ofRole =
      role === "worker" ? talos.workerPatches : [...controlPlanePatches, ...(talos.controlPlanePatches ?? [])];
    return [...rolePatches(target, role), ...(talos.patches ?? []), ...(ofRole ?? [])].map(patchText);
  }
}

/** A patch as Terraform takes it. */
export function patchText(patch: ConfigPatch): string {
  return typeof patch === "string" ? literalText(patch) : jsonText(patch);
}

/** An import block; cdktf's own would run terraform at synth to learn its version. */
class ImportBlock extends TerraformElement {
  private readonly target: TalosSecrets;
  private readonly importId: string;

  constructor(scope: Construct, id: string, target: TalosSecrets, importId: string) {
    super(scope, id);
    this.target = target;
    this.importId = importId;
  }

  override toTerraform(): object {
    const { terraformResourceType, friendlyUniqueId } = this.target;
    return { import: [{ to: `${terraformResourceType}.${friendlyUniqueId}`, id: this.importId }] };
  }
}
