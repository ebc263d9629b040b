import { type IResolvable, TerraformElement, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { DataTalosMachineConfig, TalosSecrets } from "../bindings/hephaestus";
import type { ConfigPatch } from "../node-pool/props";
import { checkProps } from "../props/check-props";
import { hephaestusOf } from "../props/providers";
import { jsonText, literalText } from "../props/terraform-text";
import type { TalosConfigurationProps } from "./construct-props";
import { rolePatches } from "./role-patches";
import { talosConfigurationChecks } from "./rules";

/**
 * The secrets of a cluster, and one machine configuration for each role. What comes from resources is handed over by
 * locals: a data source that names a resource with any pending change is read only during apply, and every plan would
 * then say that all machines change.
 */
export class TalosConfiguration extends Construct {
  /** Credentials of an administrator for the Talos API. */
  readonly clientConfiguration: IResolvable;
  readonly secrets: TalosSecrets;
  readonly contractMinor: number;
  private readonly props: TalosConfigurationProps;
  private readonly machineSecrets: TerraformLocal;
  private readonly endpoint: TerraformLocal;
  private readonly configs = new Map<string, string>();

  constructor(scope: Construct, id: string, props: TalosConfigurationProps) {
    super(scope, id);
    checkProps(`TalosConfiguration "${id}"`, props, talosConfigurationChecks);
    this.props = props;
    this.contractMinor = props.contractMinor;
    this.secrets = new TalosSecrets(this, "secrets", {
      ...hephaestusOf(props),
      versionContract: `v1.${props.contractMinor}`,
      ...(props.preventDestroy === true ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const { secretsFile } = props.talos;
    if (secretsFile !== undefined) new ImportBlock(this, "secrets-import", this.secrets, secretsFile);
    this.clientConfiguration = this.secrets.clientConfiguration;
    this.machineSecrets = new TerraformLocal(this, "machine-secrets", this.secrets.machineSecrets);
    this.endpoint = new TerraformLocal(this, "endpoint", props.endpoint);
  }

  /** The configuration of a role; made when it is first asked for. */
  machineConfig(role: "control-plane" | "worker"): string {
    const known = this.configs.get(role);
    if (known !== undefined) return known;
    const { clusterName: cluster, kubernetes } = this.props;
    const patches = new TerraformLocal(this, `${role}-patches`, this.patches(role));
    const config = new DataTalosMachineConfig(this, role, {
      ...hephaestusOf(this.props),
      cluster,
      clusterEndpoint: this.endpoint.asString,
      machineType: role === "worker" ? "worker" : "controlplane",
      // The one reading of a local that gives a reference of no type.
      machineSecrets: this.machineSecrets.asBoolean,
      versionContract: `v1.${this.contractMinor}`,
      kubernetesVersion: kubernetes.version,
      configPatches: patches.asList,
    });
    this.configs.set(role, config.machineConfig);
    return config.machineConfig;
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
