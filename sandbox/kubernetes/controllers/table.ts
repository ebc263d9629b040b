import { csrApprovingController, csrSigningController } from "./csr-signing";
import { deploymentController } from "./deployment";
import { disruptionController } from "./disruption";
import { garbageCollector } from "./garbage-collector";
import { namespaceController } from "./namespace";
import { replicaSetController } from "./replica-set";
import { rootCaPublisher } from "./root-ca-publisher";
import { serviceAccountController } from "./service-account";
import { tokenSecretController } from "./token-secrets";

/** Every controller by the name that kube-controller-manager gives it. */
export const controllerTable = {
  "certificatesigningrequest-approving-controller": csrApprovingController,
  "certificatesigningrequest-signing-controller": csrSigningController,
  "deployment-controller": deploymentController,
  "disruption-controller": disruptionController,
  "garbage-collector-controller": garbageCollector,
  "namespace-controller": namespaceController,
  "replicaset-controller": replicaSetController,
  "root-ca-certificate-publisher-controller": rootCaPublisher,
  "serviceaccount-controller": serviceAccountController,
  "serviceaccount-token-controller": tokenSecretController,
} as const;
