import { clientConfigurationAttribute, clusterAttribute } from "../../attributes";
import { driftAttribute } from "../../framework/contract/drift-attribute";
import { type TimeoutDefaults, timeoutsAttribute } from "../../framework/contract/timeouts";
import { keepPriorSpelling, requiresReplace, useStateForUnknown } from "../../framework/plan-modifiers";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";
import { imageReferenceSemantics } from "../../framework/semantics";
import { dnsLabel, duration, imageReference, ipAddress, matches, oneOf, range } from "../../framework/validators";

/** How long the verbs may take, unless a user says otherwise. */
export const talosMachineTimeouts = {
  createMs: 1_200_000,
  updateMs: 1_800_000,
  deleteMs: 1_200_000,
} as const satisfies TimeoutDefaults;

/** What `rollout` means where the user does not say. */
export const standardRollout = {
  maxUnavailable: 1,
  drainTimeout: "5m",
  disableEviction: false,
  healthTimeout: "10m",
  haltOnFailure: true,
} as const;

/** What `on_destroy` means where the user does not say. */
export const standardOnDestroy = { drain: true, deleteNode: true, drainTimeout: "5m" } as const;

const identity = {
  cluster: clusterAttribute,
  name: attribute(types.string, {
    required: true,
    description: "Name of the node, in Kubernetes and among the members of etcd.",
    validators: [dnsLabel()],
    planModifiers: [requiresReplace()],
  }),
  role: attribute(types.string, {
    required: true,
    description: "What the machine is for. It must be the machine type of its configuration.",
    validators: [oneOf(["controlplane", "worker"])],
    planModifiers: [requiresReplace()],
  }),
  server_id: attribute(types.string, {
    required: true,
    description:
      "Id of the Hetzner server underneath. A configuration is only ever sent to an address that Hetzner names for this server. When it changes, the old node leaves in order before its server goes.",
    validators: [matches(/^\d+$/, "the id of a server: a whole number")],
    planModifiers: [requiresReplace()],
  }),
  endpoint: attribute(types.string, {
    required: true,
    description: "Address at which the Talos API of the machine is dialled, port 50000.",
    validators: [ipAddress()],
  }),
} as const;

const configuration = {
  client_configuration: clientConfigurationAttribute,
  machine_config: attribute(types.string, {
    optional: true,
    computed: true,
    sensitive: true,
    description:
      "The machine configuration of its role, as `hephaestus_talos_machine_config` gives it. Exactly one of `machine_config` and `machine_config_wo` must be given. Another spelling of the same configuration changes nothing. Empty after an import, until the configuration changes.",
  }),
  machine_config_wo: attribute(types.string, {
    optional: true,
    writeOnly: true,
    sensitive: true,
    description:
      "The same, but kept out of the state: only hashes of its documents are stored, with which changes and drift are still seen.",
  }),
  machine_config_wo_version: attribute(types.int64, {
    optional: true,
    description:
      "Count it up to say that `machine_config_wo` changed. A change that is not told is seen by its hash, too.",
  }),
  config_patches: attribute(types.list(types.string), {
    default: [],
    description:
      "Patches for this node alone, as YAML or JSON, applied in order to the configuration of its role. They are in the state in clear.",
  }),
  image: attribute(types.string, {
    optional: true,
    computed: true,
    description:
      "Installer image that the machine should run, for instance what the function `talos_installer_image` gives. What runs instead is shown as drift. Upgrades come with a later release: until then a changed image is refused while planning. After an import, the image that runs.",
    validators: [imageReference()],
    semantics: imageReferenceSemantics,
    planModifiers: [keepPriorSpelling(imageReferenceSemantics)],
  }),
  apply_mode: attribute(types.string, {
    default: "auto",
    description:
      "How a changed configuration is applied: `auto` reboots where that is needed, `no_reboot` refuses a change that needs a reboot, `staged` keeps it for the next boot.",
    validators: [oneOf(["auto", "no_reboot", "staged"])],
  }),
} as const;

const durationOf = (what: string, standard: string) =>
  attribute(types.string, {
    optional: true,
    description: `${what}, a duration. Default: \`${standard}\`.`,
    validators: [duration({ min: "1s" })],
  });

const policies = {
  rollout: nested.single({
    optional: true,
    description:
      "How machines of one cluster take turns when they reboot. Control planes always go one at a time, and only while the others keep the quorum.",
    attributes: {
      max_unavailable: attribute(types.int32, {
        optional: true,
        description: `How many workers may be away at the same time. Default: ${standardRollout.maxUnavailable}.`,
        validators: [range({ min: 1 })],
      }),
      drain_timeout: durationOf("How long a drain before a reboot may take", standardRollout.drainTimeout),
      disable_eviction: attribute(types.bool, {
        optional: true,
        description: "Whether pods are deleted instead of evicted, which ignores disruption budgets. Default: false.",
      }),
      health_timeout: durationOf("How long the node may take to be healthy again", standardRollout.healthTimeout),
      halt_on_failure: attribute(types.bool, {
        optional: true,
        description:
          "Whether machines that are still waiting for their turn are refused it once one did not become healthy. Default: true.",
      }),
      etcd_snapshot_before: attribute(types.bool, {
        optional: true,
        description:
          "Whether a snapshot of etcd is taken before a control plane is upgraded. Upgrades come with a later release; until then this is taken note of, no more.",
      }),
    },
  }),
  on_destroy: nested.single({
    optional: true,
    description: "What happens to the node when this resource is destroyed. It must be applied before the destroy.",
    attributes: {
      drain: attribute(types.bool, {
        optional: true,
        description: "Whether the node is cordoned and drained. Default: true.",
      }),
      shutdown: attribute(types.bool, {
        optional: true,
        description: "Whether the machine is shut down. Default: true, unless it is reset.",
      }),
      reset: attribute(types.bool, {
        optional: true,
        description:
          "Whether the machine is reset: its configuration and data are wiped, the boot partitions stay, and it comes back in maintenance mode. Default: false.",
      }),
      delete_node: attribute(types.bool, {
        optional: true,
        description: "Whether the Node is deleted from Kubernetes, last of all. Default: true.",
      }),
      drain_timeout: durationOf("How long the drain may take", standardOnDestroy.drainTimeout),
    },
  }),
} as const;

const results = {
  talos_version: attribute(types.string, {
    computed: true,
    description: "Version of Talos that runs, with `v`.",
    planModifiers: [useStateForUnknown()],
  }),
  schematic_id: attribute(types.string, {
    computed: true,
    description: "Schematic that runs; null where the image was not made by an Image Factory.",
    planModifiers: [useStateForUnknown()],
  }),
  config_sha256: attribute(types.string, {
    computed: true,
    description:
      "Hash of what the configuration means, patches included and the versions of Kubernetes left out: those belong to the cluster.",
    planModifiers: [useStateForUnknown()],
  }),
  stage: attribute(types.string, {
    computed: true,
    description: "Stage of the machine as Talos tells it, for instance `running` or `booting`.",
  }),
  hostname: attribute(types.string, { computed: true, description: "Host name that the machine has." }),
  addresses: attribute(types.list(types.string), {
    computed: true,
    description: "Addresses of the machine, those of pods left out.",
  }),
  reboot_pending: attribute(types.bool, {
    computed: true,
    description: "Whether a configuration is staged that becomes active with the next boot.",
  }),
  drift: driftAttribute(),
  action: attribute(types.string, {
    computed: true,
    description:
      "In a plan, what the update will do: `apply`, `apply and reboot`, `stage` or `none`, and what changes in the configuration. Afterwards, what the last one did.",
    planModifiers: [useStateForUnknown()],
  }),
} as const;

/** The schema of `hephaestus_talos_machine`. */
export const talosMachineSchema = schema({
  description:
    "One Talos node, from maintenance mode to its last day: configured when its server is there, watched for drift, rebooted in turn with " +
    "its cluster where a change needs it, and drained, taken out of etcd and out of Kubernetes before its server goes. " +
    "The first configuration is sent to a machine in maintenance mode, whose certificate nobody has signed: it must name its server, Hetzner must name " +
    "its address for this server, and its certificate must stay the same; but somebody who sits on the path between cannot be told apart from it. " +
    "Let Terraform run where that path can be trusted.",
  attributes: {
    ...identity,
    ...configuration,
    ...policies,
    ...results,
    timeouts: timeoutsAttribute(talosMachineTimeouts),
  },
});
