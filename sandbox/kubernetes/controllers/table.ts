import { namespaceController } from "./namespace";
import { rootCaPublisher } from "./root-ca-publisher";
import { serviceAccountController } from "./service-account";

/** Every controller by the name that kube-controller-manager gives it. */
export const controllerTable = {
  "namespace-controller": namespaceController,
  "serviceaccount-controller": serviceAccountController,
  "root-ca-certificate-publisher-controller": rootCaPublisher,
} as const;
