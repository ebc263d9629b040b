import { cloudNodeController } from "./cloud-node";
import { csrCleaner } from "./csr-cleaner";
import { csrApprovingController, csrSigningController } from "./csr-signing";
import { daemonSetController } from "./daemon-set";
import { deploymentController } from "./deployment";
import { disruptionController } from "./disruption";
import { endpointsController } from "./endpoints";
import { eventExpiry } from "./event-expiry";
import { garbageCollector } from "./garbage-collector";
import { jobController } from "./job";
import { namespaceController } from "./namespace";
import { nodeIpamController } from "./node-ipam";
import { nodeLifecycleController } from "./node-lifecycle";
import { podGarbageCollector } from "./pod-garbage";
import { replicaSetController } from "./replica-set";
import { rootCaPublisher } from "./root-ca-publisher";
import { scheduler } from "./scheduler";
import { serviceAccountController } from "./service-account";
import { statefulSetController } from "./stateful-set";
import { taintEvictionController } from "./taint-eviction";
import { tokenCleaner } from "./token-cleaner";
import { tokenSecretController } from "./token-secrets";

/** Every controller by the name that kube-controller-manager gives it. */
export const controllerTable = {
  "certificatesigningrequest-approving-controller": csrApprovingController,
  "certificatesigningrequest-cleaner-controller": csrCleaner,
  "certificatesigningrequest-signing-controller": csrSigningController,
  "cloud-node-controller": cloudNodeController,
  "daemonset-controller": daemonSetController,
  "deployment-controller": deploymentController,
  "disruption-controller": disruptionController,
  "endpoints-controller": endpointsController,
  "event-expiry": eventExpiry,
  "garbage-collector-controller": garbageCollector,
  "job-controller": jobController,
  "namespace-controller": namespaceController,
  "node-ipam-controller": nodeIpamController,
  "node-lifecycle-controller": nodeLifecycleController,
  "pod-garbage-collector-controller": podGarbageCollector,
  "replicaset-controller": replicaSetController,
  "root-ca-certificate-publisher-controller": rootCaPublisher,
  "serviceaccount-controller": serviceAccountController,
  "serviceaccount-token-controller": tokenSecretController,
  "statefulset-controller": statefulSetController,
  "token-cleaner-controller": tokenCleaner,
  "taint-eviction-controller": taintEvictionController,
  scheduler,
} as const;
