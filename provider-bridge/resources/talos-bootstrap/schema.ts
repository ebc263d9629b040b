import {
  clientConfigurationAttribute,
  clusterAttribute,
  controlPlanesAttribute,
  endpointAttribute,
} from "../../attributes";
import { driftAttribute } from "../../framework/contract/drift-attribute";
import { type TimeoutDefaults, timeoutsAttribute } from "../../framework/contract/timeouts";
import { useStateForUnknown } from "../../framework/plan-modifiers";
import { attribute } from "../../framework/schema/attribute-builder";
import { nested } from "../../framework/schema/nested-builder";
import { schema } from "../../framework/schema/schema";
import { types } from "../../framework/schema/types";

/** How long the verbs may take, unless a user says otherwise. */
export const talosBootstrapTimeouts = { createMs: 900_000, updateMs: 300_000 } as const satisfies TimeoutDefaults;

const inputs = {
  cluster: clusterAttribute,
  endpoint: endpointAttribute,
  control_planes: controlPlanesAttribute,
  client_configuration: clientConfigurationAttribute,
  recover: nested.single({
    optional: true,
    description: "Begin with a snapshot of etcd instead of an empty store. It counts only while there is no etcd.",
    attributes: {
      snapshot: attribute(types.string, {
        required: true,
        description: "Path of the snapshot on the machine that runs Terraform.",
      }),
      skip_hash_check: attribute(types.bool, {
        optional: true,
        description:
          "Whether the snapshot's hash is not checked, as for a file that was copied from a data folder. Default: false.",
      }),
    },
  }),
  allow_empty: attribute(types.bool, {
    default: false,
    description:
      "Whether etcd may be begun anew, empty, where it was there before and is lost: everything the cluster knew is gone then.",
  }),
} as const;

const results = {
  id: attribute(types.string, {
    computed: true,
    description:
      "Id of the store that was begun: the uid of the namespace `kube-system`, which another store would not have.",
    planModifiers: [useStateForUnknown()],
  }),
  kubeconfig: attribute(types.string, {
    computed: true,
    sensitive: true,
    description: "Credentials of an administrator of Kubernetes, as a kubeconfig file.",
    planModifiers: [useStateForUnknown()],
  }),
  kubernetes_client_configuration: attribute(
    types.object({
      host: types.string,
      ca_certificate: types.string,
      client_certificate: types.string,
      client_key: types.string,
    }),
    {
      computed: true,
      sensitive: true,
      description: "The same in parts, for other providers; certificates and key are PEM in base64.",
      planModifiers: [useStateForUnknown()],
    },
  ),
  talosconfig: attribute(types.string, {
    computed: true,
    sensitive: true,
    description:
      "Credentials for the Talos API with the control planes as endpoints, as a talosconfig file; null where the credentials are those of the provider block, which are not to be in the state.",
  }),
  kubernetes_ca_sha256: attribute(types.string, {
    computed: true,
    description: "SHA-256 of the certificate of the Kubernetes CA.",
    planModifiers: [useStateForUnknown()],
  }),
  drift: driftAttribute(),
} as const;

/** The schema of `hephaestus_talos_bootstrap`. */
export const talosBootstrapSchema = schema({
  description:
    "The birth of a cluster's etcd, once: etcd itself says whether it was. It depends on the control planes only, so that one bad worker " +
    "holds nobody up. A store that was there and is empty now is never silently begun anew.",
  attributes: { ...inputs, ...results, timeouts: timeoutsAttribute(talosBootstrapTimeouts) },
});
